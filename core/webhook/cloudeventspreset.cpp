// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/presetlist.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookPreset)
};

constexpr auto sample = R"json({
  "order": 1042,
  "total": "53.90",
  "currency": "EUR"
})json";

} // namespace

HookPreset cloudEventsPreset()
{
    return {.id = u"cloudevents"_s,
        .title = u"CloudEvents"_s,
        .help
        = Tr::tr("For programs that send CloudEvents over HTTP: Azure Event Grid, Knative, and others."),
        .config = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"none"_s}}}, {u"handshake"_s, u"cloudevents"_s}},
        .eventTypes = {},
        .sample = sample,
        .steps = {Tr::tr("Give this address to the sender as its HTTP endpoint: %1"),
            Tr::tr("Its question (OPTIONS) is answered by itself, also with Azure Event Grid when the schema "
                   "is CloudEvents 1.0."),
            Tr::tr("Id, source, type and time are the sender's own. If it can send a token, choose \"Token "
                   "(Bearer)\" under \"Who may send\".")}};
}

} // namespace signalbox
