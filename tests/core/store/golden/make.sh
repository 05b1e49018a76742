#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes a golden data folder: what a released program leaves behind when it is killed amid its work.
#   sh tests/core/store/golden/make.sh PROGRAM VERSION
# PROGRAM is the signalbox of the release, VERSION the version of its store (PRAGMA user_version). The folder
# VERSION beside this script must not be there; then
#   SIGNALBOX_GOLDEN_TELL=1 build/dev/tests/tst_golden
# writes what stands in it to VERSION/expected.json, which the test compares from then on. A folder that has
# been committed is never made again: later programs must read just these bytes.
# Versions that have new things to keep get new lines here. There are no secrets in it but the word "golden".
set -eu
program=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=$here/$2
[ ! -e "$target" ] || exit 1
work=$(mktemp -d)
serve=
trap '[ -z "$serve" ] || kill -9 "$serve" || true; rm -rf "$work"' EXIT
export SIGNALBOX_DATA_DIR="$work/data"
sb() { timeout 60 "$program" "$@" >>"$work/said"; }

start() {
    "$program" serve --listen 127.0.0.1:0 >"$work/ready" &
    serve=$!
    for _ in $(seq 600); do
        grep -q ready "$work/ready" && return
        sleep 0.1
    done
    exit 1
}
crash() {
    kill -9 "$serve"
    wait "$serve" 2>/dev/null || true
    serve=
}
# rule ID TRIGGER STEP…: steps in a row behind the trigger.
rule() {
    id=$1
    steps="{\"id\":\"go\",$2}"
    links=
    before=go
    shift 2
    n=0
    for step in "$@"; do
        n=$((n + 1))
        steps="$steps,{\"id\":\"s$n\",$step}"
        links="$links${links:+,}{\"from\":\"$before\",\"to\":\"s$n\"}"
        before=s$n
    done
    printf '{"format":"signalbox/rule","formatVersion":1,"id":"%s","name":"Rule %s","folder":"Golden","steps":[%s],"links":[%s],"layout":{"go":[0,0]}}' \
        "$id" "$id" "$steps" "$links" >"$work/$id.json"
}
on() {
    rule "$@"
    sb rule import "$work/$id.json" --enable
}
# until_run STATE RULE: waits for a run in that state.
until_run() {
    for _ in $(seq 600); do
        [ -z "$("$program" run list --state "$1" --rule "$2")" ] || return 0
        sleep 0.05
    done
    echo "no $1 run of $2" >&2
    exit 1
}
# ID of the newest run of a rule.
run_of() { "$program" run list --rule "$1" | tail -n 1 | sed 's/{"id":"\([^"]*\)".*/\1/'; }

start
printf '{"id":"orders","name":"Orders","fields":[{"name":"customer","kind":"text"},{"name":"amount","kind":"number"},{"name":"status","kind":"status","default":"new","choices":["new","paid"],"transitions":[["","new"],["new","paid"]]}]}' >"$work/table.json"
sb table save "$work/table.json"

button='"type":"button","config":{}'
program_step() {
    printf '"type":"program","config":{"program":"/bin/sleep","arguments":["30"],"ifInterrupted":"%s"}' "$1"
}
on done "$button" '"type":"set","config":{"values":{"a":"{{ event.data.a }}"}}' '"type":"emit","config":{"type":"com.example.done","data":{"a":"{{ event.data.a }}"}}'
on save "$button" '"type":"record","config":{"operation":"create","table":"orders","values":{"customer":"{{ event.data.customer }}","amount":"{{ event.data.amount }}"}}'
on failing "$button" '"type":"program","config":{"program":"/bin/false"}'
on again "$button" '"type":"program","config":{"program":"/bin/false","retry":{"attempts":5,"backoff":"1h","budget":"24h"}}'
on waiting "$button" '"type":"wait","config":{"mode":"for","for":"30d"}' '"type":"log","config":{"message":"waited"}'
on slow "$button" "$(program_step again)"
on stopped "$button" "$(program_step again)"
on doubt "$button" "$(program_step ask)"
on clock '"type":"schedule","config":{"schedule":{"kind":"cron","cron":"0 8 1 1 *","zone":"Europe/Berlin"}}' '"type":"log","config":{"message":"new year"}'
on hook '"type":"webhook","config":{"path":"golden"}' '"type":"if","config":{"condition":"event.data.a > 1"}'
rule draft "$button" '"type":"log","config":{"message":"never published"}'
sb rule import "$work/draft.json"
on old "$button" '"type":"log","config":{"message":"version 1"}'
on old "$button" '"type":"log","config":{"message":"version 2"}'
sb rule delete old
sb connection set golden --type webhook-secret --config '{}'
# What was given, kept byte for byte: an odd spelling, nothing, an id from outside and its duplicate.
sb event emit --type com.example.plain
sb event emit --type com.example.odd --subject 'Ünï cödé' --data '{ "b" : 1.0, "a":[1e3, null ,"\u00e9"] }'
sb event emit --type com.example.foreign --source /outside --id 4711 --data '{"a":1}'
sb event emit --type com.example.foreign --source /outside --id 4711 --data '{"a":1}'
sb event emit --type com.example.large --data "{\"text\":\"$(head -c 20000 /dev/zero | tr '\0' x)\"}"
hooks=$(sed 's/.*"hooks":"\([^"]*\)".*/\1/' "$work/ready")
curl -sf -o /dev/null -H 'Content-Type: application/json' -d '{"a": 2}' "$hooks/hook/golden"
sb button press done --data '{"a":1}'
sb button press save --data '{"customer":"Ada","amount":12.5}'
sb button press failing
sb button press again
sb button press waiting
sb button press stopped
sb button press doubt
until_run succeeded done
until_run succeeded save
until_run succeeded hook
until_run failed failing
until_run waiting again
until_run waiting waiting
until_run running stopped
sb run cancel "$(run_of stopped)"
until_run cancelled stopped
until_run running doubt
crash
start
until_run in-doubt doubt
kill "$serve" # in due form, so that the write-ahead log that stays behind is a short one
wait "$serve"
start
sb button press slow
until_run running slow
crash

mkdir "$target"
cp "$work"/data/signalbox.db* "$target"/
# What is made anew where it is missing.
rm -f "$target"/*-shm "$target"/*-reserve "$target"/*-search*
