// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/pageid.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

QString pageTitle(PageId page)
{
    switch (page) {
    case PageId::Board:
        return QCoreApplication::translate("PageId", "Board");
    case PageId::Rules:
        return QCoreApplication::translate("PageId", "Rules");
    case PageId::Monitor:
        return QCoreApplication::translate("PageId", "Monitor");
    case PageId::Runs:
        return QCoreApplication::translate("PageId", "Runs");
    case PageId::Records:
        return QCoreApplication::translate("PageId", "Records");
    case PageId::Connections:
        return QCoreApplication::translate("PageId", "Connections");
    case PageId::Settings:
        return QCoreApplication::translate("PageId", "Settings");
    case PageId::Schedule:
        return QCoreApplication::translate("PageId", "Schedule");
    }
    Q_UNREACHABLE();
}

QString pageName(PageId page)
{
    static const QString names[] = {u"board"_s, u"rules"_s, u"monitor"_s, u"runs"_s, u"records"_s,
        u"connections"_s, u"settings"_s, u"schedule"_s};
    return names[size_t(page)];
}

} // namespace signalbox
