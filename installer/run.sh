#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds Signalbox and opens it. Arguments are passed on:
#   sh installer/run.sh             the window
#   sh installer/run.sh serve       the engine without a window
#   sh installer/run.sh --help      what else there is
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/installer/packages.sh"

if [ $# -eq 0 ] && [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ]; then
    say "There is no display here for the window. Without one, start the engine alone:"
    say "    sh $0 serve"
    exit 1
fi

# Word by word.
# shellcheck disable=SC2086
install_missing $packages_build $packages_run

build() {
    cd "$root"
    if [ ! -f build/release/build.ninja ]; then
        say "Building Signalbox for the first time; this takes some minutes."
        cmake --preset release
    fi
    cmake --build --preset release --target signalbox
}

# Standard output belongs to the program. One build at a time: a second start waits for the first.
mkdir -p "$root/build"
(
    flock 9
    build >&2
) 9>"$root/build/lock"

exec "$root/build/release/app/signalbox" "$@"
