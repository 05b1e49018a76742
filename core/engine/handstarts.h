// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/engine/rulebook.h"
#include "core/engine/runner.h"
#include "core/store/store.h"

#include <QCoreApplication>

namespace signalbox {

/// What a person starts: a button, a form, a rule by hand. Thread: engine.
class HandStarts
{
    Q_DECLARE_TR_FUNCTIONS(HandStarts)

public:
    HandStarts(Store &store, Reader &reader, RuleBook &rules, Runner &runner, IdSource &ids)
        : m_store(store)
        , m_reader(reader)
        , m_rules(rules)
        , m_runner(runner)
        , m_ids(ids)
    {
    }

    /// Of the rules that are on, by page and title.
    QList<BoardItem> board() const;

    /// Appends the event that a click or a form is. NotFound: no such item, or its rule is off. InvalidInput:
    /// an answer does not fit; the context holds [{"field","message"}]. `id`: of the event; empty: a new one.
    QFuture<Result<Appended>> press(BoardItem::Kind kind, const RuleId &rule, const StepId &step,
        const QJsonObject &values, const EventId &id = {});

    /// Appends any event.
    QFuture<Result<Appended>> append(const Event &event);

    /// Starts the newest published version, also of a rule that is off. Ready when the run is on disk.
    QFuture<Result<RunId>> run(const RuleId &rule, const StepId &trigger, const QByteArray &dataJson);

    /// What becomes of a run in doubt, or of one that has ended: it goes on with the version that it started
    /// with. Beside the answers of Runner::decide NotFound: no such run, or its rule or event is gone.
    QFuture<Result<void>> decide(const RunId &run, const StepId &step, Runner::Decision decision);

private:
    Result<BoardItem> find(BoardItem::Kind kind, const RuleId &rule, const StepId &step) const;
    Result<std::shared_ptr<const CompiledRule>> published(const RuleId &rule);

    Store &m_store;
    Reader &m_reader;
    RuleBook &m_rules;
    Runner &m_runner;
    IdSource &m_ids;
};

} // namespace signalbox
