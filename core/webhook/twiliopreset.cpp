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
  "MessageSid": "SMb1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
  "AccountSid": "AC00000000000000000000000000000000",
  "From": "+436605550123",
  "To": "+436605550100",
  "Body": "Is my order on its way?",
  "NumMedia": "0",
  "NumSegments": "1",
  "FromCountry": "AT",
  "SmsStatus": "received",
  "ApiVersion": "2010-04-01"
})json";

} // namespace

HookPreset twilioPreset()
{
    return {.id = u"twilio"_s,
        .title = u"Twilio"_s,
        .help
        = Tr::tr("Starts when a text message or a call comes in at Twilio, or a message changes its state."),
        .config
        = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"twilio"_s}}}, {u"eventType"_s, u"com.twilio.message"_s}},
        .eventTypes = {u"com.twilio.message"_s},
        .sample = sample,
        .sendsForms = true,
        .steps = {Tr::tr("In the Twilio console open Phone Numbers, Active numbers, and choose the number."),
            Tr::tr("Under Messaging, \"A message comes in\": Webhook, %1, HTTP POST"),
            Tr::tr("Enter exactly the same address here as \"Public URL\": it is part of what is signed."),
            Tr::tr("Copy the account's auth token from the console's first page. Enter the same secret here "
                   "as a connection: \"New connection\" below \"Connection with the secret\".")}};
}

} // namespace signalbox
