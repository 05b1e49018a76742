// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/action/action.h"

#include "core/action/list.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Action)
};

} // namespace

const Value &StepWork::value(std::string_view key) const
{
    static const Value null;
    const auto *member = input.find(key);
    return member ? *member : null;
}

QString StepWork::text(std::string_view key) const
{
    const auto &member = value(key);
    return member.isNull() ? QString() : member.toText();
}

bool StepWork::flag(std::string_view key) const
{
    const auto &member = value(key);
    return member.kind() == Value::Kind::Bool && member.toBool();
}

Result<std::chrono::milliseconds> StepWork::duration(std::string_view key) const
{
    const auto given = text(key);
    if (const auto length = parseDuration(given))
        return *length;
    return failure(Error::Code::InvalidInput,
        Tr::tr("\"%1\" is no length of time; write it like 30s, 5m or 1h 30m.").arg(given),
        QString::fromUtf8(key.data(), qsizetype(key.size())));
}

namespace {

/// What every step that acts outside can be told.
QList<Field> outsideFields(bool repeatable)
{
    return {
        {.key = u"timeout"_s,
            .kind = FieldKind::Duration,
            .label = Tr::tr("Time limit"),
            .help = Tr::tr("Of one attempt."),
            .fallback = u"30s"_s,
            .advanced = true},
        {.key = u"retry"_s,
            .kind = FieldKind::Retry,
            .label = Tr::tr("Attempts"),
            .help
            = Tr::tr("How often it is tried, and how long to wait before the second attempt; later ones "
                     "wait longer."),
            .fallback = QJsonObject{{u"attempts"_s, repeatable ? 3 : 1}, {u"backoff"_s, u"2s"_s},
                {u"budget"_s, u"10m"_s}},
            .advanced = true},
        {.key = u"ifInterrupted"_s,
            .kind = FieldKind::Choice,
            .label = Tr::tr("If interrupted"),
            .help = Tr::tr("What happens after a crash when nobody knows whether it was done."),
            .fallback = repeatable ? u"again"_s : u"ask"_s,
            .advanced = true,
            .choices = {{u"again"_s, Tr::tr("Do it again")}, {u"ask"_s, Tr::tr("Ask me")},
                {u"skip"_s, Tr::tr("Skip it")}}},
    };
}

QList<ActionType> makeTypes()
{
    QList<ActionType> types{ifAction(), switchAction(), eachAction(), waitAction(), waitForEventAction(),
        callAction(), stopAction(), respondAction(), setAction(), recordAction(), emitAction(), logAction(),
        httpAction(), mailAction(), notifyAction(), programAction()};
    for (auto &type : types) {
        if (type.group != StepGroup::Outside)
            continue;
        for (const auto &field : outsideFields(type.repeatable)) {
            if (!type.field(field.key))
                type.fields += field;
        }
    }
    return types;
}

} // namespace

const QList<ActionType> &actionTypes()
{
    static const QList<ActionType> types = makeTypes();
    return types;
}

const ActionType *findActionType(const QString &id)
{
    const auto found = std::ranges::find(actionTypes(), id, &ActionType::id);
    return found == actionTypes().end() ? nullptr : &*found;
}

} // namespace signalbox
