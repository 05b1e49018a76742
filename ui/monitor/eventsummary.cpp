// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventsummary.h"

#include "core/event/event.h"
#include "ui/widgets/jsonscan.h"
#include "ui/widgets/plaintext.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// JSON text that may end anywhere, with the marks left out that only a machine needs.
QString withoutMarks(QByteArrayView json)
{
    QString text;
    auto outermost = true; // the first brace, which says nothing
    for (qsizetype at = 0; at < json.size(); ++at) {
        const auto c = json[at];
        if (c == '"') {
            const auto begin = at;
            for (++at; at < json.size() && json[at] != '"'; ++at) {
                if (json[at] == '\\')
                    ++at;
            }
            const auto end = std::min(at + 1, json.size());
            text += decodeJsonString(json.sliced(begin, end - begin));
        } else if (c == ':' || c == ',') {
            text += QLatin1Char(c);
            text += u' ';
        } else if (c != ' ' && c != '\n' && c != '\r' && c != '\t'
            && !(outermost && (c == '{' || c == '['))) {
            // Everything outside strings is ASCII, or else it is no JSON and shows as such.
            text += uchar(c) < 0x80 ? QChar(QLatin1Char(c)) : QChar(QChar::ReplacementCharacter);
        }
        outermost = false;
    }
    const auto endsWithout = [&text](QChar open, QChar close) {
        return text.endsWith(close) && text.count(close) > text.count(open);
    };
    if (endsWithout(u'{', u'}') || endsWithout(u'[', u']'))
        text.chop(1);
    return text;
}

} // namespace

QString dataSummary(const Event &event)
{
    if (!event.data)
        return {};
    return singleLine(event.hasJsonData() ? withoutMarks(*event.data) : QString::fromUtf8(*event.data));
}

} // namespace signalbox
