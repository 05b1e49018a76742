// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/call.h"

#include <QCoreApplication>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

/// Finds what is meant on the board by "RULE/STEP", by the rule if that has one such item only, or by the
/// step if it is the only one of that name.
Result<BoardItem> findOnBoard(const Call &call, BoardItem::Kind kind, const QString &id)
{
    QList<BoardItem> byRule, byStep;
    const auto board = call.engine.board().result();
    for (const auto &item : board) {
        if (item.kind != kind)
            continue;
        if (item.rule.value + u'/' + item.step.value == id)
            return item;
        if (item.rule.value == id)
            byRule += item;
        if (item.step.value == id)
            byStep += item;
    }
    const auto &found = byRule.isEmpty() ? byStep : byRule;
    if (found.size() == 1)
        return found.first();
    if (found.isEmpty()) {
        // A rule that is there but off deserves another answer than one that is not.
        const auto rule = call.reader.rule(RuleId(id.section(u'/', 0, 0)));
        if (rule && !rule->enabled)
            return failure(
                Error::Code::NotFound, Tr::tr("The rule \"%1\" is switched off.").arg(rule->draft.name), id);
        return failure(Error::Code::NotFound,
            (kind == BoardItem::Kind::Button ? Tr::tr("There is no button \"%1\".")
                                             : Tr::tr("There is no form \"%1\"."))
                .arg(id),
            id);
    }
    QStringList names;
    for (const auto &item : found)
        names += item.rule.value + u'/' + item.step.value;
    return failure(
        Error::Code::InvalidInput, Tr::tr("\"%1\" could mean several: %2.").arg(id, names.join(u", "_s)), id);
}

Exit startOnBoard(const Call &call, BoardItem::Kind kind)
{
    const auto data = call.object(u"data"_s);
    if (!data)
        return call.failed(data.error());
    const auto item = findOnBoard(call, kind, call.text(u"id"_s));
    if (!item)
        return call.failed(item.error());
    const auto done = (kind == BoardItem::Kind::Button ? call.engine.press(item->rule, item->step, *data)
                                                       : call.engine.submit(item->rule, item->step, *data))
                          .result();
    if (!done)
        return call.failed(done.error());
    call.print({{u"id"_s, done->id.value}, {u"sequence"_s, done->sequence}});
    return Exit::Done;
}

} // namespace

CommandTable boardCommands()
{
    return {
        {u"button.press"_s, {[](const Call &call) { return startOnBoard(call, BoardItem::Kind::Button); }}},
        {u"form.submit"_s, {[](const Call &call) { return startOnBoard(call, BoardItem::Kind::Form); }}},
    };
}

} // namespace signalbox
