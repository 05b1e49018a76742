// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QHash>
#include <QList>
#include <QString>

#include <utility>

namespace signalbox {

/// Named values as a JSON object, in the order in which each name came first; the value of a name that comes
/// several times is a list.
class JsonFields
{
public:
    void add(const QString &name, const QByteArray &json);
    void addText(const QString &name, QStringView text);

    QByteArray toJson() const;

private:
    QList<std::pair<QString, QByteArrayList>> m_fields;
    QHash<QString, qsizetype> m_places;
};

} // namespace signalbox
