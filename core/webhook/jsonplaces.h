// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QString>

#include <memory>
#include <optional>

namespace signalbox {

/// Looks up single values in JSON without reading it into anything; in what is none, nothing is found (or
/// what stands before the fault). Of a key that comes twice the first counts.
class JsonPlaces
{
public:
    explicit JsonPlaces(QByteArrayView json);
    ~JsonPlaces();
    Q_DISABLE_COPY_MOVE(JsonPlaces)

    /// The text at the end of these keys of objects. Nothing: there is none, or something else.
    std::optional<QString> text(const QByteArrayList &path);
    std::optional<qint64> integer(const QByteArrayList &path);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace signalbox
