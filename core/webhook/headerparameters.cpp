// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/headerparameters.h"

#include <algorithm>

namespace signalbox {

namespace {

/// Takes a token, or a quoted string in which a backslash stands before a quote or a backslash. Older
/// browsers write paths with single backslashes; those stay.
std::optional<QByteArray> takeValue(QByteArrayView &rest)
{
    if (!rest.startsWith('"')) {
        const auto end = rest.indexOf(';');
        const auto token = (end < 0 ? rest : rest.first(end)).trimmed();
        rest = end < 0 ? QByteArrayView() : rest.sliced(end);
        if (token.contains('"'))
            return {};
        return token.toByteArray();
    }
    QByteArray value;
    for (qsizetype i = 1; i < rest.size(); ++i) {
        if (rest[i] == '"') {
            rest = rest.sliced(i + 1).trimmed();
            return value;
        }
        if (rest[i] == '\\' && i + 1 < rest.size() && (rest[i + 1] == '"' || rest[i + 1] == '\\'))
            ++i;
        value += rest[i];
    }
    return {};
}

} // namespace

std::optional<QByteArray> HeaderParameters::find(QByteArrayView name) const
{
    const auto found = std::ranges::find(parameters, name, &std::pair<QByteArray, QByteArray>::first);
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

std::optional<HeaderParameters> headerParameters(QByteArrayView header)
{
    HeaderParameters read;
    const auto end = header.indexOf(';');
    read.value = (end < 0 ? header : header.first(end)).trimmed().toByteArray().toLower();
    auto rest = end < 0 ? QByteArrayView() : header.sliced(end);
    while (!rest.isEmpty()) {
        if (!rest.startsWith(';'))
            return {};
        rest = rest.sliced(1).trimmed();
        if (rest.isEmpty() || rest.startsWith(';'))
            continue;
        const auto equals = rest.indexOf('=');
        if (equals <= 0)
            return {};
        const auto name = rest.first(equals).trimmed().toByteArray().toLower();
        rest = rest.sliced(equals + 1).trimmed();
        auto value = takeValue(rest);
        if (!value || read.find(name))
            return {};
        read.parameters.emplace_back(name, std::move(*value));
    }
    return read;
}

} // namespace signalbox
