// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/eventfamily.h"

namespace signalbox {

using namespace Qt::StringLiterals;

EventFamily familyOf(const QString &type)
{
    struct Row
    {
        QStringView prefix;
        QStringView icon;
        QStringView color;
    };
    static constexpr Row rows[] = {
        {u"signalbox.webhook.", u"webhook", u"blue"},
        {u"signalbox.button.", u"button", u"pink"},
        {u"signalbox.form.", u"form", u"pink"},
        {u"signalbox.schedule.", u"schedule", u"amber"},
        {u"signalbox.record.", u"record", u"teal"},
        {u"signalbox.status.", u"status", u"teal"},
        {u"signalbox.rule.", u"play", u"violet"},
        {u"signalbox.run.failed", u"failed", u"red"},
        {u"signalbox.", u"signal", u"grey"},
    };
    for (const auto &row : rows) {
        if (type.startsWith(row.prefix))
            return {row.icon.toString(), row.color.toString()};
    }
    return {u"event"_s, u"green"_s};
}

} // namespace signalbox
