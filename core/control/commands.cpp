// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/commands.h"

#include "core/control/call.h"

#include <QCoreApplication>

namespace signalbox {

namespace {

const CommandTable &commands()
{
    static const CommandTable all = [] {
        CommandTable table;
        for (const auto &topic :
            {ruleCommands(), boardCommands(), eventCommands(), runCommands(), recordCommands(),
                scheduleCommands(), connectionCommands(), storageCommands(), engineCommands()})
            table.insert(topic);
        return table;
    }();
    return all;
}

} // namespace

QStringList Commands::methods()
{
    auto names = commands().keys();
    names.sort();
    return names;
}

bool Commands::isReading(const QString &method)
{
    return commands().value(method).isReading;
}

Exit Commands::run(const Request &request, Output &output) const
{
    const auto command = commands().value(request.method);
    if (!command.run) {
        output.message(
            QCoreApplication::translate("Commands", "This Signalbox knows no \"%1\".").arg(request.method));
        return Exit::Usage;
    }
    const auto reader = Reader::open(m_engine.store().file());
    if (!reader) {
        output.message(reader.error().message);
        return Exit::Unreachable;
    }
    return command.run({m_engine, **reader, request.params, output});
}

} // namespace signalbox
