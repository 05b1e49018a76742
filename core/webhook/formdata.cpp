// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formdata.h"

#include "core/webhook/jsonfields.h"

namespace signalbox {

namespace {

QString decoded(QByteArrayView text)
{
    auto bytes = text.toByteArray();
    bytes.replace('+', ' ');
    return QString::fromUtf8(bytes.contains('%') ? QByteArray::fromPercentEncoding(bytes) : bytes);
}

} // namespace

void forEachField(QByteArrayView form, const std::function<void(QString name, QString value)> &take)
{
    while (!form.isEmpty()) {
        const auto end = form.indexOf('&');
        const auto pair = end < 0 ? form : form.first(end);
        form = end < 0 ? QByteArrayView() : form.sliced(end + 1);
        if (pair.isEmpty())
            continue;
        const auto equals = pair.indexOf('=');
        take(decoded(equals < 0 ? pair : pair.first(equals)),
            equals < 0 ? QString() : decoded(pair.sliced(equals + 1)));
    }
}

QByteArray formToJson(QByteArrayView form)
{
    JsonFields fields;
    forEachField(form, [&](const QString &name, const QString &value) { fields.addText(name, value); });
    return fields.toJson();
}

} // namespace signalbox
