#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries both commands of README.md on a Debian 12 that has nothing of ours:
#   sh installer/cleanroom.sh FOLDER
# FOLDER is made, and must not exist: a Debian base system from this machine's own mirrors, with the committed sources in
# it. Needs root and debootstrap, some 3 GB and the time of two builds. FOLDER stays, for looking at; its log is
# FOLDER.log. Ends with a line for each thing tried; fails if one of them failed.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
suite=bookworm

fail() {
    echo "$*" >&2
    exit 2
}
[ $# -eq 1 ] || fail "Usage: sh $0 FOLDER"
[ "$(id -u)" = 0 ] || fail "Only root can make a system to try in."
command -v debootstrap >/dev/null || fail "Install debootstrap first:  apt-get install debootstrap"
[ ! -e "$1" ] || fail "$1 exists. Name a folder that does not."
mkdir -p "$1"
room=$(CDPATH='' cd -- "$1" && pwd)
log=$room.log

# Where this machine itself gets Debian from: "URL release component" a line.
# shellcheck disable=SC2016 # the names are apt's
sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    grep -E " $suite(-updates|-security)? main\$" | sort -u)
mirror=$(printf '%s\n' "$sources" | sed -n "s/ $suite main\$//p" | head -n 1)
[ -n "$mirror" ] || fail "This machine has no package source for Debian $suite."

# shellcheck disable=SC2317 # the trap calls it
leave() {
    for point in proc dev; do
        mountpoint -q "$room/$point" && umount --lazy "$room/$point"
    done
}
trap leave EXIT INT TERM

echo "Making a Debian $suite in $room; what happens is written to $log"
debootstrap --variant=minbase "$suite" "$room" "$mirror" >"$log" 2>&1 || fail "debootstrap failed, see $log"
printf '%s\n' "$sources" | sed 's/^/deb /' >"$room/etc/apt/sources.list"
cp /etc/resolv.conf "$room/etc/resolv.conf"
mount -t proc proc "$room/proc"
mount --rbind /dev "$room/dev"
mount --make-rslave "$room/dev"
mkdir "$room/signalbox"
git -C "$root" archive HEAD | tar -x -C "$room/signalbox"

failed=0
# try WORDS COMMAND…: the command in the room, with nothing of our environment.
try() {
    what=$1
    shift
    began=$(date +%s)
    if chroot "$room" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb "$@" >>"$log" 2>&1 </dev/null; then
        outcome=ok
    else
        outcome=FAILED
        failed=1
    fi
    printf '%-6s  %5d s  %s\n' "$outcome" $(($(date +%s) - began)) "$what"
}

try "run.sh, nothing installed" sh /signalbox/installer/run.sh --version
try "run.sh, second start" sh /signalbox/installer/run.sh --version
try "run.sh, no display: says so" sh -c 'sh /signalbox/installer/run.sh 2>&1 | grep "installer/run.sh serve"'
try "test.sh" sh /signalbox/installer/test.sh
tail -n 20 "$log" | grep -E "tests passed|tests failed" || true
exit $failed
