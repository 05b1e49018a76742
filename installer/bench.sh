#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds for release and prints the benchmarks' figures:
#   sh installer/bench.sh                     all of them
#   sh installer/bench.sh webhooks idle       some sections (webhooks, runs, log, window, idle)
#   sh installer/bench.sh --events 10000000 log   a longer log than 2,000,000 events (15 GB in TMPDIR)
#   sh installer/bench.sh --runs 1000000 runs     more runs than 200,000
# With nginx-light installed, webhooks are compared with it; with wrk too, tests/bench/webhook measures them more
# closely, and beside Node-RED where npm can install that.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/installer/packages.sh"

# Word by word.
# shellcheck disable=SC2086
install_missing $packages_build $packages_run

mkdir -p "$root/build"
(
    flock 9
    cd "$root"
    [ -f build/release/build.ninja ] || cmake --preset release
    cmake --build --preset release \
        --target signalbox benchmarks bench-routing bench-expression bench-schedule bench-bare
) >&2 9>"$root/build/lock"

tests="$root/build/release/tests"
"$tests/benchmarks" "$@"
if [ $# -eq 0 ]; then
    for name in routing expression schedule; do
        echo "$name"
        "$tests/bench-$name"
    done
    echo "webhooks by wrk"
    if command -v wrk >/dev/null && command -v python3 >/dev/null; then
        python3 "$root/tests/bench/webhook/webhook.py" "$root/build/release/app/signalbox"
    else
        echo "  not measured: wrk and python3 are needed (Debian: wrk)"
    fi
fi
