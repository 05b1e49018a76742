#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets (needs clang) and lets libFuzzer run on them, one after the other:
#   sh tests/fuzz/run.sh                       all of them, 30 minutes each
#   sh tests/fuzz/run.sh 60 request xml        some of them, for 60 seconds each
#   sh tests/fuzz/run.sh 0                     only makes each corpus as small as it can be
# What is found lies in build/fuzz/found/TARGET; what is new is put into tests/fuzz/ROOM/corpus/TARGET, of which
# just what reaches something of its own is kept. An input fails that takes more than ten seconds or has more
# than 64 MiB live at once (tests/fuzz/support/memory.cpp; -rss_limit_mb is for what the sanitizers take).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
cd "$root"

# Short stacks for each allocation: they took half the time.
export ASAN_OPTIONS=malloc_context_size=6

all="expression/syntax expression/expression expression/template expression/data schedule/schedule
    webhook/request webhook/multipart webhook/form webhook/xml webhook/eventheaders webhook/signature"
seconds=1800
if [ $# -gt 0 ]; then
    seconds=$1
    shift
fi
targets=
for target in $all; do
    [ $# -gt 0 ] || targets="$targets $target"
    for name in "$@"; do
        [ "$name" != "${target#*/}" ] || targets="$targets $target"
    done
done

executables=
for target in $targets; do
    executables="$executables fuzz-${target#*/}"
done
mkdir -p build
(
    flock 9
    [ -f build/fuzz/build.ninja ] || cmake --preset fuzz
    # Word by word.
    # shellcheck disable=SC2086
    cmake --build --preset fuzz --target $executables
) >&2 9>build/lock

failed=
for target in $targets; do
    room=${target%/*} name=${target#*/}
    corpus=tests/fuzz/$room/corpus/$name new=build/fuzz/new/$name found=build/fuzz/found/$name
    dictionary=tests/fuzz/$room/$name.dict
    case $name in
    syntax | expression | template | data) dictionary=tests/fuzz/expression/cel.dict longest=600 ;;
    request) longest=2000 ;;
    form) longest=1000 dictionary=tests/fuzz/webhook/multipart.dict ;;
    *) longest=1000 ;;
    esac
    mkdir -p "$corpus" "$new" "$found"
    # A run of its own copy, so that another build may go on beside it.
    program=build/fuzz/found/$name.run
    cp "build/fuzz/tests/fuzz-$name" "$program"
    echo "$name"
    if [ "$seconds" -gt 0 ]; then
        if ! "$program" -max_total_time="$seconds" -max_len="$longest" -dict="$dictionary" -timeout=10 \
            -malloc_limit_mb=64 -rss_limit_mb=1500 -print_final_stats=1 -artifact_prefix="$found/" \
            "$new" "$corpus" >"$found.log" 2>&1; then
            failed="$failed $name"
            tail -n 40 "$found.log"
        fi
        grep -E '^(stat::number_of_executed_units|stat::peak_rss)' "$found.log" || true
    fi
    # The fewest inputs that reach all that any of them reaches.
    rm -rf "$corpus.small"
    mkdir "$corpus.small"
    if "$program" -set_cover_merge=1 -max_len="$longest" -timeout=10 -rss_limit_mb=1500 "$corpus.small" \
        "$corpus" "$new" >"$found.merge.log" 2>&1; then
        rm -rf "$corpus"
        mv "$corpus.small" "$corpus"
    else
        rm -rf "$corpus.small"
        failed="$failed $name(merge)"
    fi
    du -sh --apparent-size "$corpus"
    rm -f "$program"
done
if [ -n "$failed" ]; then
    echo "FAILED:$failed"
    exit 1
fi
