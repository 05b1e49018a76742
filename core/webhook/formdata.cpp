// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formdata.h"

#include "core/base/json.h"

#include <QHash>
#include <QList>
#include <QStringList>

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
    QList<std::pair<QString, QStringList>> fields;
    QHash<QString, qsizetype> places;
    forEachField(form, [&](const QString &name, const QString &value) {
        const auto place = places.value(name, fields.size());
        if (place == fields.size()) {
            places.insert(name, place);
            fields.append({name, {}});
        }
        fields[place].second += value;
    });

    QByteArray json = "{";
    for (const auto &[name, values] : fields) {
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, name);
        json += values.size() > 1 ? ":[" : ":";
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (i > 0)
                json += ',';
            appendJsonString(json, values[i]);
        }
        if (values.size() > 1)
            json += ']';
    }
    return json + '}';
}

} // namespace signalbox
