# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian packages that Signalbox stands on, and how they get here. Sourced by the other scripts of this folder.
# shellcheck shell=sh disable=SC2034

# To build it. ccache and mold only make it faster.
packages_build="cmake ninja-build g++ ccache mold pkg-config
    qt6-base-dev qt6-base-dev-tools qt6-svg-dev qt6-websockets-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    libgl-dev libegl-dev libxkbcommon-dev
    libboost-dev libcurl4-openssl-dev libexpected-dev libre2-dev libsimdjson-dev libsodium-dev libsqlite3-dev libssl-dev zlib1g-dev"

# To run it: the SQLite driver, icons, time zones, whom to trust, and a font. The other libraries come with the above.
packages_run="libqt6sql6-sqlite libqt6svg6 qt6-wayland tzdata ca-certificates fonts-dejavu-core"

# What tests talk to; those that miss theirs say so and are skipped.
packages_test="python3-aiosmtpd openssl chromium"

# To check its sources.
packages_check="clang-format clang-tidy git"

say() {
    printf '%s\n' "$*" >&2
}

# install_missing PACKAGE…: installs what is not here yet; asks nothing and touches nothing when all is here.
install_missing() {
    if ! command -v dpkg-query >/dev/null; then
        say "This is not a Debian system. Install what answers to these packages, if it is not there yet:"
        say "$*"
        return
    fi
    here=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null | sed -n 's/ installed$//p' | tr '\n' ' ')
    missing=
    for package in "$@"; do
        case " $here" in
        *" $package "*) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0

    say "Signalbox needs Debian packages that are not installed:$missing"
    as_root=
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "Run this as root first:  apt-get install$missing"
            exit 1
        fi
        say "Installing them with sudo, which may ask for your password."
        as_root="sudo"
    fi
    for step in "update" "install --yes --no-install-recommends$missing"; do
        # The lock may be held by the system's own updates; the step is words.
        # shellcheck disable=SC2086
        if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 $step >&2; then
            say "apt-get $step failed; the lines above say why."
            exit 1
        fi
    done
}
