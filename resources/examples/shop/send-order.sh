#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Posts an order to the webhook of the example shop, as a web shop would:
#   sh send-order.sh [AMOUNT [CUSTOMER [ITEM]]]
# SIGNALBOX_HOOKS names another address than http://127.0.0.1:8787.
set -eu
amount=${1:-129.50} customer=${2:-Ada Byron} item=${3:-Sextant}
text() { printf '%s' "$1" | sed 's/["\\]/\\&/g'; }
exec curl --silent --show-error --fail-with-body --header 'Content-Type: application/json' \
    --data "{\"customer\": \"$(text "$customer")\", \"item\": \"$(text "$item")\", \"amount\": $amount}" \
    "${SIGNALBOX_HOOKS:-http://127.0.0.1:8787}/hook/shop/orders"
