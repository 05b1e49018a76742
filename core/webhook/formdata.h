// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>

namespace signalbox {

/// Reads name=value pairs joined by '&' (WHATWG URL, application/x-www-form-urlencoded). Bytes that are no
/// UTF-8 become U+FFFD, an escape without two digits stays as it stands.
void forEachField(QByteArrayView form, const std::function<void(QString name, QString value)> &take);

/// Form fields as a JSON object in their order; the value of a name that comes several times is a list.
QByteArray formToJson(QByteArrayView form);

} // namespace signalbox
