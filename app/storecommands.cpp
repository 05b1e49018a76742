// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storecommands.h"

#include "core/base/json.h"
#include "core/store/backup.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(StoreCommands)
};

QJsonObject toJson(const Health &health)
{
    QJsonArray accepted;
    for (const auto &loss : health.accepted)
        accepted += QJsonObject{{u"first"_s, loss.first}, {u"last"_s, loss.last}, {u"fault"_s, loss.fault}};
    return {{u"ok"_s, health.isSound()}, {u"events"_s, health.events}, {u"first"_s, health.first},
        {u"last"_s, health.last}, {u"bytes"_s, health.bytes},
        {u"faults"_s, QJsonArray::fromStringList(health.faults)}, {u"accepted"_s, accepted}};
}

Exit failed(const Error &error, Output &output)
{
    output.message(error.code == Error::Code::Corrupt && !error.context.isEmpty()
            ? error.message + u' ' + error.context
            : error.message);
    return error.code == Error::Code::InvalidInput ? Exit::Usage
        : error.code == Error::Code::Unavailable   ? Exit::Unreachable
                                                   : Exit::Failed;
}

Exit doctor(const DataFolder &folder, Output &output)
{
    const auto health = examine(folder.storeFile());
    if (!health)
        return failed(health.error(), output);
    output.line(toCompactJson(toJson(*health)));
    for (const auto &fault : health->faults)
        output.message(fault);
    return health->isSound() ? Exit::Done : Exit::Failed;
}

Exit backUp(const DataFolder &folder, const QString &target, Output &output)
{
    const auto health = backUpStore(folder.storeFile(), target);
    if (!health)
        return failed(health.error(), output);
    auto answer = toJson(*health);
    answer.insert(u"file"_s, target);
    output.line(toCompactJson(answer));
    return Exit::Done;
}

Exit restore(DataFolder &folder, const QString &backup, Output &output)
{
    if (auto locked = folder.lock(); !locked) {
        output.message(Tr::tr("Stop Signalbox first. %1").arg(locked.error().message));
        return Exit::Unreachable;
    }
    const auto health = restoreStore(backup, folder.storeFile());
    if (!health)
        return failed(health.error(), output);
    output.line(toCompactJson(toJson(*health)));
    return Exit::Done;
}

} // namespace

std::optional<Exit> runOnStore(DataFolder &folder, const Request &request, Output &output)
{
    const auto file = request.params.value(u"file"_s).toString();
    // To accept is to write, which the engine does that has the folder.
    if (request.method == u"doctor" && !request.params.value(u"accept"_s).toBool())
        return doctor(folder, output);
    if (request.method == u"backup")
        return backUp(folder, file, output);
    if (request.method == u"restore")
        return restore(folder, file, output);
    return {};
}

} // namespace signalbox
