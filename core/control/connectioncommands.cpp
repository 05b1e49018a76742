// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"
#include "core/secret/connectiontype.h"

#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const ConnectionStatus &status)
{
    const auto &connection = status.connection;
    QJsonArray users;
    for (const auto &user : status.usedBy)
        users += user.id.value;
    return {{u"name"_s, connection.name}, {u"type"_s, connection.type}, {u"config"_s, connection.config},
        {u"hasSecret"_s, status.hasSecret},
        {u"lastUsed"_s, status.lastUsed ? QJsonValue(toRfc3339(*status.lastUsed)) : QJsonValue()},
        {u"lastError"_s, status.lastError.isEmpty() ? QJsonValue() : QJsonValue(status.lastError)},
        {u"usedBy"_s, users}};
}

Exit connectionList(const Call &call)
{
    const auto all = call.engine.connections().result();
    if (!all)
        return call.failed(all.error());
    for (const auto &status : *all)
        call.print(toJson(status));
    return Exit::Done;
}

Exit connectionTypesList(const Call &call)
{
    for (const auto &type : connectionTypes())
        call.print(signalbox::toJson(type));
    return Exit::Done;
}

Exit connectionSet(const Call &call)
{
    ConnectionChange change{.name = call.text(u"name"_s), .type = call.text(u"type"_s)};
    if (call.params.contains(u"config"_s)) {
        const auto config = call.object(u"config"_s);
        if (!config)
            return call.failed(config.error());
        change.config = *config;
    }
    if (call.params.contains(u"secret"_s))
        change.secret = QByteArray::fromBase64(call.text(u"secret"_s).toLatin1());
    const auto status = call.engine.setConnection(std::move(change)).result();
    if (!status)
        return call.failed({status.error().code, status.error().message, {}});
    call.print(toJson(*status));
    return Exit::Done;
}

Exit connectionTest(const Call &call)
{
    const auto name = call.text(u"name"_s);
    const auto found = call.engine.testConnection(name).result();
    if (!found && found.error().code == Error::Code::NotFound)
        return call.failed(found.error());
    call.print({{u"name"_s, name}, {u"ok"_s, found.has_value()},
        {u"message"_s, found ? *found : found.error().message}});
    return found ? Exit::Done : Exit::Failed;
}

Exit connectionDelete(const Call &call)
{
    const auto name = call.text(u"name"_s);
    if (const auto done = call.engine.removeConnection(name).result(); !done)
        return call.refused(done.error());
    call.print({{u"name"_s, name}, {u"deleted"_s, true}});
    return Exit::Done;
}

} // namespace

CommandTable connectionCommands()
{
    return {
        {u"connection.list"_s, {connectionList, true}},
        {u"connection.types"_s, {connectionTypesList, true}},
        {u"connection.set"_s, {connectionSet}},
        {u"connection.test"_s, {connectionTest, true}},
        {u"connection.delete"_s, {connectionDelete}},
    };
}

} // namespace signalbox
