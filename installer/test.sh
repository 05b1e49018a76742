#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds everything and runs every test. Arguments are passed to ctest:
#   sh installer/test.sh -R httpclient
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/installer/packages.sh"

# Word by word.
# shellcheck disable=SC2086
install_missing $packages_build $packages_run $packages_test

cd "$root"
mkdir -p build
(
    flock 9
    cmake --preset release ${CI:+-DSIGNALBOX_WERROR=ON}
    cmake --build --preset release
) 9>build/lock

exec ctest --preset release --parallel "$(nproc)" "$@"
