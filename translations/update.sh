#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Brings the translation files up to the sources: new texts come in, unused ones go. Run it after texts have changed;
# then translate what is marked unfinished (Qt Linguist, or by hand). A new language begins with an empty file:
#   touch translations/signalbox_fr.ts
set -eu
cd "$(dirname -- "$0")/.."
lupdate=${LUPDATE:-/usr/lib/qt6/bin/lupdate}
for file in translations/*.ts; do
    case $file in
    *_en.ts) plurals=-pluralonly ;; # all that English needs
    *) plurals= ;;
    esac
    # shellcheck disable=SC2086 # an option or nothing
    "$lupdate" -silent -locations none -no-obsolete $plurals -I . app core ui -ts "$file"
done
