// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/connectiontype.h"

#include "core/secret/connectiontypelist.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

const QList<ConnectionType> &connectionTypes()
{
    static const QList<ConnectionType> all{
        webhookSecretConnection(), httpAuthConnection(), mailServerConnection()};
    return all;
}

const ConnectionType *findConnectionType(const QString &id)
{
    const auto &all = connectionTypes();
    const auto found = std::ranges::find(all, id, &ConnectionType::id);
    return found == all.end() ? nullptr : &*found;
}

bool needsSecret(const QString &type, const QJsonObject &config)
{
    const auto *known = findConnectionType(type);
    return !known || !known->needsSecret || known->needsSecret(config);
}

QStringList authorizingTypes()
{
    QStringList ids;
    for (const auto &type : connectionTypes()) {
        if (type.authorize)
            ids += type.id;
    }
    return ids;
}

CheckedValues ConnectionType::checked(const QJsonObject &config) const
{
    auto values = checkValues(fields, config);
    if (values.problems.isEmpty() && checkOf)
        values.problems = checkOf(values.values);
    return values;
}

bool isConnectionName(const QString &name)
{
    const auto isMiddle = [](QChar c) { return c.isLetterOrNumber() || QStringView(u" -_.").contains(c); };
    return !name.isEmpty() && name.size() <= 64 && name.front().isLetterOrNumber()
        && name.back().isLetterOrNumber() && std::ranges::all_of(name, isMiddle);
}

QJsonObject toJson(const ConnectionType &type)
{
    return {{u"id"_s, type.id}, {u"title"_s, type.title}, {u"help"_s, type.help},
        {u"fields"_s, toJson(type.fields)}, {u"secret"_s, type.secretLabel}};
}

} // namespace signalbox
