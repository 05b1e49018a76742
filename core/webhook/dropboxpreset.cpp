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
  "list_folder": {
    "accounts": [
      "dbid:AAH4f99T0taONIb-OurWxbNQ6ywGRopQngc"
    ]
  },
  "delta": {
    "users": [
      12345678
    ]
  }
})json";

} // namespace

HookPreset dropboxPreset()
{
    return {.id = u"dropbox"_s,
        .title = u"Dropbox"_s,
        .help = Tr::tr("Starts when files change in the Dropbox of somebody who has linked your app."),
        .config
        = {{u"verify"_s, QJsonObject{{u"scheme"_s, u"hmac"_s}, {u"header"_s, u"x-dropbox-signature"_s}}},
            {u"handshake"_s, u"dropbox"_s}, {u"eventType"_s, u"com.dropbox.change"_s}},
        .eventTypes = {u"com.dropbox.change"_s},
        .sample = sample,
        .steps
        = {Tr::tr("In the Dropbox app console open your app and copy the app secret. Enter the same secret "
                  "here as a connection: \"New connection\" below \"Connection with the secret\"."),
            Tr::tr("Publish this rule, so that the question that Dropbox asks next is answered."),
            Tr::tr("Under Webhooks, enter the URI %1 and press Add."),
            Tr::tr("What came tells whose files changed; which, the rule asks with "
                   "/files/list_folder/continue.")}};
}

} // namespace signalbox
