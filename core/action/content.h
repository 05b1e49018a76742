// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/value.h"

#include <QByteArray>

#include <optional>

namespace signalbox {

/// A body for another program, and its media type.
struct Content
{
    QByteArray bytes;
    QByteArray type;
};

/// A text as it is, all other data as JSON. None: null.
inline std::optional<Content> contentOf(const Value &body)
{
    if (body.isNull())
        return {};
    if (body.isString())
        return Content{body.toBytes(), "text/plain; charset=utf-8"};
    return Content{body.toJson(), "application/json"};
}

} // namespace signalbox
