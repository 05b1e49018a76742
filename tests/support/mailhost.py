# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail server for tests: aiosmtpd on a free port of this machine.

mailhost.py [tls|starttls CERTIFICATE KEY] [login USER PASSWORD] [silent]

Prints the port, then a line of JSON for each mail: {"from", "to", "mail"}. The recipients 450@… and 550@… get
these numbers for an answer; `silent` never answers once the text of a mail is there.
Ends when its standard input does.
"""
import asyncio
import json
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    def __init__(self, silent):
        self.silent = silent

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        if local in ("450", "550"):
            return local + " not " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.silent:
            await asyncio.sleep(3600)
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos,
                          "mail": envelope.content.decode("utf-8", "surrogateescape")}), flush=True)
        return "250 2.0.0 Ok: queued as 1"


def main():
    words = sys.argv[1:]
    options = {"hostname": "mail.test"}
    wrap = None
    silent = False
    while words:
        word = words.pop(0)
        if word in ("tls", "starttls"):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(words.pop(0), words.pop(0))
            if word == "tls":
                wrap = context
            else:
                options.update(tls_context=context, require_starttls=True)
        elif word == "login":
            user, password = words.pop(0).encode(), words.pop(0).encode()

            def login(server, session, envelope, mechanism, data):
                good = data.login == user and data.password == password
                return AuthResult(success=good, handled=good)

            options.update(authenticator=login, auth_required=True, auth_require_tls=wrap is None)
        elif word == "silent":
            silent = True
    loop = asyncio.new_event_loop()
    handler = Handler(silent)
    server = loop.run_until_complete(
        loop.create_server(lambda: SMTP(handler, loop=loop, **options), "127.0.0.1", 0, ssl=wrap))
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), loop.call_soon_threadsafe(loop.stop)), daemon=True).start()
    loop.run_forever()


main()
