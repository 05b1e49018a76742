// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/paletteentries.h"

#include "core/base/futures.h"
#include "ui/shell/pageid.h"

#include <QAction>
#include <QCoreApplication>
#include <QPointer>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CommandPalette)
};

/// "&File" is found as "File"; "&&" is an ampersand.
QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'&' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    if (plain.endsWith(u'…'))
        plain.chop(1);
    return plain;
}

struct Named
{
    QList<StoredRule> rules;
    QList<Table> tables;
};

PaletteEntry buttonEntry(const Context &context, Navigator &navigator, const BoardItem &item)
{
    return {.title = item.title,
        .group = Tr::tr("Button"),
        .icon = item.icon.isEmpty() ? u"button"_s : item.icon,
        .shortcut = {},
        .run = [context, &navigator, item] {
            whenReady(context.engine.press(item.rule, item.step, {}), &navigator,
                [&navigator, title = item.title](const Result<Appended> &done) {
                    emit navigator.say(
                        done ? Tr::tr("%1: accepted.").arg(title) : done.error().message, !done);
                });
        }};
}

} // namespace

QList<PaletteEntry> entriesOf(const QList<QAction *> &actions, const QString &group)
{
    QList<PaletteEntry> entries;
    for (auto *action : actions) {
        if (!action->isEnabled() || !action->isVisible() || action->text().isEmpty())
            continue;
        const auto icon = action->data().toString();
        entries += PaletteEntry{.title = withoutMnemonic(action->text()),
            .group = group,
            .icon = icon.isEmpty() ? u"command"_s : icon,
            .shortcut = action->shortcut().toString(QKeySequence::NativeText),
            .run = [action = QPointer(action)] {
                if (action)
                    action->trigger();
            }};
    }
    return entries;
}

QFuture<QList<PaletteEntry>> readEntries(const Context &context, Navigator &navigator)
{
    const auto named = context.readers.ask([](Reader &reader) -> Result<Named> {
        auto rules = reader.rules();
        if (!rules)
            return Failure(rules.error());
        auto tables = reader.tables();
        if (!tables)
            return Failure(tables.error());
        return Named{std::move(*rules), std::move(*tables)};
    });
    auto promise = std::make_shared<QPromise<QList<PaletteEntry>>>();
    promise->start();
    whenReady(named, &navigator, [context, &navigator, promise](const Result<Named> &found) {
        QList<PaletteEntry> entries;
        if (found) { // else what can be done without reading is still in the palette
            for (const auto &rule : found->rules)
                entries += PaletteEntry{.title = rule.draft.name,
                    .group = rule.enabled ? Tr::tr("Rule") : Tr::tr("Rule, off"),
                    .icon = u"rule"_s,
                    .shortcut = {},
                    .run = [&navigator, id = rule.draft.id] { emit navigator.showRule(id); }};
            for (const auto &table : found->tables)
                entries += PaletteEntry{.title = table.name,
                    .group = Tr::tr("Table"),
                    .icon = u"table"_s,
                    .shortcut = {},
                    .run = [&navigator, id = table.id] { emit navigator.showTable(id); }};
        }
        whenReady(context.engine.board(), &navigator,
            [context, &navigator, promise, entries](const QList<BoardItem> &items) mutable {
                for (const auto &item : items) {
                    if (item.kind == BoardItem::Kind::Button && item.fields.isEmpty())
                        entries += buttonEntry(context, navigator, item);
                }
                promise->addResult(entries);
                promise->finish();
            });
    });
    return promise->future();
}

} // namespace signalbox
