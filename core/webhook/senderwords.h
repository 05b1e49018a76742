// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/request.h"
#include "core/webhook/body.h"
#include "core/webhook/jsonplaces.h"
#include "core/webhook/scheme.h"

#include <optional>

namespace signalbox {

/// What the sender of a scheme says about its event, in the places that the scheme names. What cannot be read
/// there is as if it were not said. Looks into the body only if it is JSON and a place is there.
class SenderWords
{
public:
    /// All are only looked at.
    SenderWords(const http::Request &request, const SignatureScheme &scheme, const BodyData &body);

    QString id(); ///< empty: none
    /// With the scheme's prefix, a slash as a dot: "com.shopify.orders.create". Empty: none, or one that is
    /// no name, or pretends to be one of our own (`signalbox.`).
    QString type();
    std::optional<Instant> time();

private:
    QString textAt(const Place &place);
    JsonPlaces *body();

    const http::Request &m_request;
    const SignatureScheme &m_scheme;
    const BodyData &m_body;
    std::optional<JsonPlaces> m_places; // made when first needed
};

} // namespace signalbox
