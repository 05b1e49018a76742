// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <utility>
#include <vector>

namespace signalbox {

/// `form-data; name="a"; filename="b.txt"`: a header's value with parameters.
struct HeaderParameters
{
    QByteArray value; ///< lower case, what stands before the first ';'
    std::vector<std::pair<QByteArray, QByteArray>> parameters; ///< names in lower case, values unquoted

    std::optional<QByteArray> find(QByteArrayView name) const;
};

/// Nothing: it cannot be read, or a parameter is there twice (which one would count?).
std::optional<HeaderParameters> headerParameters(QByteArrayView header);

} // namespace signalbox
