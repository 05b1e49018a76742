// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace signalbox {

/// What is kept of a request: a JSON object. It travels as text and is read when somebody first asks for a
/// member: every event from outside has one, and on its way to the disk nobody looks (3 µs of the 30 that
/// such an event costs). A value; one thread at a time may look at the same copy.
class RequestRecord
{
public:
    RequestRecord() = default;
    RequestRecord(const QJsonObject &object);
    RequestRecord(std::initializer_list<std::pair<QString, QJsonValue>> members);
    /// Text of an object, as it is to be kept; empty: there was no request.
    static RequestRecord ofJson(QByteArray json);

    bool isEmpty() const { return m_json.isEmpty(); }
    const QByteArray &json() const { return m_json; }

    /// The member `path`, found without reading the others; empty: there is none.
    QString path() const;

    const QJsonObject &object() const;
    QJsonValue value(QStringView key) const { return object().value(key); }
    bool contains(QStringView key) const { return object().contains(key); }

    bool operator==(const RequestRecord &other) const { return object() == other.object(); }

private:
    QByteArray m_json;
    mutable std::optional<QJsonObject> m_object;
};

} // namespace signalbox
