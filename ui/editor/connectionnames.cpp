// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/connectionnames.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionNames)
};

} // namespace

bool fits(const Surroundings::ConnectionName &connection, const Field &field)
{
    const auto &kinds = field.choices;
    return kinds.isEmpty() || std::ranges::find(kinds, connection.type, &Choice::value) != kinds.end();
}

QString problemOfConnection(const QString &name, const Field &field, const Surroundings &surroundings)
{
    const auto &connections = surroundings.connections();
    if (name.isEmpty() || !connections)
        return {};
    const auto found = std::ranges::find(*connections, name, &Surroundings::ConnectionName::name);
    if (found == connections->end())
        return Tr::tr("There is no connection \"%1\" here.").arg(name);
    if (!fits(*found, field)) {
        QStringList kinds;
        for (const auto &kind : field.choices)
            kinds += kind.label;
        return Tr::tr("\"%1\" is of another kind. What is meant for this: %2.")
            .arg(name, kinds.join(u", "_s));
    }
    return found->hasSecret ? QString() : Tr::tr("\"%1\" has no secret yet.").arg(name);
}

bool namesConnections(const Field &field)
{
    return field.kind == FieldKind::TextList && field.key == u"connections";
}

} // namespace signalbox
