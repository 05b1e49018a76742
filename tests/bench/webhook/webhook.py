#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures webhooks: wrk posts 1 KB of JSON over 64 kept-alive connections from core 1 to servers on core 0.

    tests/bench/webhook/webhook.py build/release/app/signalbox [--rounds N] [--seconds S] [--events N]
                                   [--node-red FOLDER] [--only NAME,...]

All servers are up at once and are loaded in turn, so that what else the computer does falls on all alike; a
figure is the middle of the rounds, a ratio the middle of the ratios within a round. nginx answers a static 200
and Node-RED's http-in > function > http-response on Node 24 keeps nothing; the least there is to do (bare.cpp)
tells what the computer could do at best. Node-RED comes from npm into a temporary folder, or from FOLDER (which
`npm install --prefix FOLDER node@24 node-red` has filled). What is not there (wrk, nginx, npm) is said and left
out. --events fills a second log with so many events whose ids are
foreign and random, before its rate is compared with an empty one's; 0 leaves that out.

It asks for priority where it may (root), and means little on a computer that has other things to do.
"""
import argparse
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

BODY = ('{"customer":"Ada Byron","item":"Sextant","amount":129.5,"currency":"EUR","note":"'
        + 'x' * 920 + '"}')
SECRET = b"a-secret-of-the-benchmark"
SERVERS, LOAD = 0, 1


def pinned(core, command):
    return ["taskset", "-c", str(core)] + command


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.05)
    return False


def missing(what):
    print(f"  not measured: {what}", flush=True)


class Server:
    """A child process on the servers' core."""

    def __init__(self, command, **more):
        self.process = subprocess.Popen(pinned(SERVERS, command), stdout=more.pop("stdout", subprocess.DEVNULL),
                                        stderr=subprocess.DEVNULL, **more)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Signalbox:
    def __init__(self, program, folder, name):
        self.program = program
        self.environment = dict(os.environ, SIGNALBOX_DATA_DIR=os.path.join(folder, name))
        self.server = Server([program, "serve", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                             env=self.environment)
        ready = json.loads(self.server.process.stdout.readline())
        self.port = int(ready["hooks"].rsplit(":", 1)[1])
        self.stop = self.server.stop

    def settle(self):
        """Waits until it has nothing to do any more: runs that a round has left would fall on the next one."""
        def spent():
            with open(f"/proc/{self.server.process.pid}/stat", encoding="ascii") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        began = time.monotonic()
        while time.monotonic() < began + 120:
            before = spent()
            time.sleep(0.2)
            if spent() - before <= 0.02:
                break
        return time.monotonic() - began

    def run(self, *arguments, given=None):
        subprocess.run([self.program, *arguments], env=self.environment, input=given, check=True,
                       stdout=subprocess.DEVNULL)

    def add(self, folder, path, steps=(), links=(), enabled=True, **config):
        rule = {"format": "signalbox/rule", "formatVersion": 1, "id": path, "name": path,
                "steps": [{"id": "hook", "type": "webhook", "config": {"path": path, **config}}, *steps],
                "links": list(links)}
        file = os.path.join(folder, path + ".rule.json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump(rule, out)
        self.run("rule", "import", file, "--enable")
        if not enabled:
            self.run("rule", "disable", path)


def start_nginx(folder):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    if not nginx:
        missing("there is no nginx to compare with (Debian: nginx-light)")
        return None, 0
    port = free_port()
    config = os.path.join(folder, "nginx.conf")
    with open(config, "w", encoding="utf-8") as out:
        out.write("daemon off; worker_processes 1; pid nginx.pid; error_log stderr crit;\n"
                  "events { worker_connections 256; }\n"
                  "http { access_log off; client_body_temp_path body; proxy_temp_path proxy;\n"
                  "fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;\n"
                  "keepalive_requests 100000000;\n"
                  f"server {{ listen 127.0.0.1:{port}; location / {{ return 200 \"ok\"; }} }} }}\n")
    server = Server([nginx, "-p", folder, "-c", config])
    if not wait_for(port):
        missing("nginx does not start")
        server.stop()
        return None, 0
    return server, port


def start_node_red(folder, given):
    place = given
    if not place:
        if not shutil.which("npm"):
            missing("there is no npm to install Node-RED with")
            return None, 0
        place = os.path.join(folder, "node-red")
        os.mkdir(place)
        if subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--omit=dev", "--prefix", place, "node@24",
                           "node-red"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False).returncode != 0:
            missing("npm cannot install node@24 and node-red")
            return None, 0
    port = free_port()
    data = os.path.join(folder, "node-red-data")
    os.mkdir(data)
    with open(os.path.join(data, "settings.js"), "w", encoding="utf-8") as out:
        out.write(f'module.exports = {{uiPort: {port}, uiHost: "127.0.0.1", flowFile: "flows.json",'
                  ' httpAdminRoot: false, logging: {console: {level: "off"}}}')
    flow = [{"id": "tab", "type": "tab", "label": "hooks"},
            {"id": "in", "z": "tab", "type": "http in", "url": "/hook", "method": "post", "wires": [["work"]]},
            {"id": "work", "z": "tab", "type": "function", "func": "msg.payload = {ok: true}; return msg;",
             "outputs": 1, "wires": [["out"]]},
            {"id": "out", "z": "tab", "type": "http response", "wires": []}]
    with open(os.path.join(data, "flows.json"), "w", encoding="utf-8") as out:
        json.dump(flow, out)
    modules = os.path.join(place, "node_modules")
    server = Server([os.path.join(modules, "node/bin/node"), os.path.join(modules, "node-red/red.js"), "-u", data])
    end = time.monotonic() + 90
    while time.monotonic() < end and server.process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("POST", "/hook", "{}", {"Content-Type": "application/json"})
            if connection.getresponse().status == 200:
                return server, port
        except OSError:
            pass
        time.sleep(0.2)
    missing("Node-RED does not start")
    server.stop()
    return None, 0


def start_bare(folder, program):
    """The least that there is to do (bare.cpp), where it has been built beside the program."""
    bare = os.path.join(os.path.dirname(program), "..", "tests", "bench-bare")
    if not os.path.exists(bare):
        missing("bench-bare has not been built")
        return None, 0
    port = free_port()
    server = Server([bare, os.path.join(folder, "bare.db"), str(port)])
    if not wait_for(port):
        missing("bench-bare does not start")
        server.stop()
        return None, 0
    return server, port


class Load:
    """Something that wrk does, with what came of it in each round."""

    def __init__(self, folder, name, port, path, headers=(), connections=64, foreign=False, box=None):
        self.name = name
        self.box = box
        self.connections = connections
        self.url = f"http://127.0.0.1:{port}{path}"
        self.script = os.path.join(folder, re.sub(r"\W+", "-", name) + ".lua")
        self.rates, self.p99, self.after = [], [], []
        with open(self.script, "w", encoding="utf-8") as out:
            out.write(f"wrk.method = 'POST'\nwrk.body = '{BODY}'\n"
                      "wrk.headers['Content-Type'] = 'application/json'\n")
            for key, value in headers:
                out.write(f"wrk.headers['{key}'] = '{value}'\n")
            if foreign:
                # As senders' ids are: unique and in no order.
                out.write("function init() math.randomseed(os.time()) end\n"
                          "function request()\n"
                          " wrk.headers['webhook-id'] = string.format('msg_%08x%08x%08x', math.random(0, 4294967295),"
                          " math.random(0, 4294967295), math.random(0, 4294967295))\n"
                          " return wrk.format()\nend\n")

    def round(self, seconds):
        said = subprocess.run(pinned(LOAD, ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--latency",
                                            "-s", self.script, self.url]),
                              check=True, capture_output=True, text=True).stdout
        bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
        if bad:
            sys.exit(f"{self.name}: {bad.group(1)} requests were refused")
        self.rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)))
        number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", said).groups()
        self.p99.append(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit])
        if self.box:
            self.after.append(self.box.settle())

    def tell(self, *others):
        text = (f"  {self.name}: {statistics.median(self.rates):,.0f} requests/s, "
                f"p99 {statistics.median(self.p99):.1f} ms")
        for other, word in others:
            if other and other is not self and other.rates:
                ratio = statistics.median(a / b for a, b in zip(self.rates, other.rates))
                text += f", {ratio:.3f} {word}"
        if self.after and statistics.median(self.after) > 1:
            text += f"; runs caught up with after {statistics.median(self.after):.1f} s"
        print(text, flush=True)


def fill(port, events):
    """Posts events with random ids in batches of CloudEvents."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    chance = random.Random(7)
    left = events
    while left > 0:
        batch = [{"specversion": "1.0", "id": f"msg_{chance.getrandbits(96):024x}", "source": "/bench",
                  "type": "bench.filled", "data": {"n": left - i}} for i in range(min(left, 1000))]
        connection.request("POST", "/hook/idle", json.dumps(batch),
                           {"Content-Type": "application/cloudevents-batch+json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 503:
            time.sleep(0.2)
            continue
        if answer.status != 202:
            sys.exit(f"the log cannot be filled: {answer.status}")
        left -= len(batch)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--events", type=int, default=2_000_000)
    parser.add_argument("--node-red", default="", help="a folder in which npm has installed node@24 and node-red")
    parser.add_argument("--only", default="", help="names of what is measured, as printed, with commas between")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    for tool in ("wrk", "taskset"):
        if not shutil.which(tool):
            missing(f"there is no {tool}")
            return
    if (os.cpu_count() or 1) < 2:
        missing("there is only one core")
        return
    try:
        os.setpriority(os.PRIO_PROCESS, 0, -20)
        # Where Linux shares out processor time by session first, the above counts only within this one. One of
        # our own, so that the shell and what it runs later do not stay ahead of the system's own threads.
        os.setsid()
        with open("/proc/self/autogroup", "w", encoding="ascii") as group:
            group.write("-20")
    except OSError:
        pass

    servers = []
    with tempfile.TemporaryDirectory(prefix="signalbox-bench-") as folder:
        try:
            box = Signalbox(program, folder, "box")
            servers.append(box)
            box.add(folder, "idle", enabled=False)
            box.add(folder, "matched")
            box.add(folder, "working",
                    [{"id": "big", "type": "if", "config": {"condition": "event.data.amount > 100"}},
                     {"id": "note", "type": "log", "config": {"message": "Order of {{ event.data.customer }}"}}],
                    [{"from": "hook", "to": "big"}, {"from": "big", "port": "true", "to": "note"}])
            box.run("connection", "set", "bench", "--type", "webhook-secret", "--secret-stdin", given=SECRET)
            box.add(folder, "signed", enabled=False,
                    verify={"scheme": "hmac", "connection": "bench", "header": "x-signature",
                            "algorithm": "sha256", "encoding": "hex"})
            signature = hmac.new(SECRET, BODY.encode(), hashlib.sha256).hexdigest()

            nginx_server, nginx_port = start_nginx(folder)
            red_server, red_port = start_node_red(folder, options.node_red)
            bare_server, bare_port = start_bare(folder, program)
            servers += [s for s in (nginx_server, red_server, bare_server) if s]
            nginx = Load(folder, "nginx", nginx_port, "/") if nginx_port else None
            red = Load(folder, "Node-RED", red_port, "/hook") if red_port else None
            bare = Load(folder, "the least there is to do", bare_port, "/hook") if bare_port else None
            idle = Load(folder, "durable", box.port, "/hook/idle", box=box)
            # The same request as the signed one, to an address that does not look at the signature.
            unlooked = Load(folder, "signed but not verified", box.port, "/hook/idle", [("x-signature", signature)],
                            box=box)
            loads = [load for load in (nginx, red, bare) if load] + [
                idle,
                Load(folder, "rule of a trigger alone", box.port, "/hook/matched", box=box),
                Load(folder, "rule with if > log", box.port, "/hook/working", box=box),
                unlooked,
                Load(folder, "verified by HMAC-SHA256", box.port, "/hook/signed", [("x-signature", signature)],
                     box=box),
                Load(folder, "one connection", box.port, "/hook/idle", connections=1, box=box)]
            if options.only:
                loads = [load for load in loads if load.name in options.only.split(",")]
            for _ in range(options.rounds):
                for load in loads:
                    load.round(options.seconds)
            others = [(nginx, "of nginx"), (red, "times Node-RED")]
            own = [(bare, "of the least"), (idle, "of durable"), (unlooked, "of not verified")]
            for load in loads:
                load.tell(*(others + own if load.box else others if load is bare else []))

            if options.events > 0 and not options.only:
                full, empty = Signalbox(program, folder, "full"), Signalbox(program, folder, "empty")
                servers += [full, empty]
                for one in (full, empty):
                    one.add(folder, "idle", enabled=False)
                fill(full.port, options.events)
                fresh = Load(folder, "foreign ids, empty log", empty.port, "/hook/idle", foreign=True, box=empty)
                filled = Load(folder, f"foreign ids, {options.events:,} events stored", full.port, "/hook/idle",
                              foreign=True, box=full)
                full.settle()
                for _ in range(options.rounds):
                    fresh.round(options.seconds)
                    filled.round(options.seconds)
                fresh.tell()
                filled.tell((fresh, "of the empty log"))
        finally:
            for server in servers:
                server.stop()


if __name__ == "__main__":
    main()
