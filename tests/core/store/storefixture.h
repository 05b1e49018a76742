// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"
#include "core/store/store.h"
#include "tests/support/fixedclock.h"

#include <QTemporaryDir>
#include <QTest>

namespace signalbox {

/// A store in a folder of its own, which can be closed and opened again.
class StoreFixture
{
public:
    StoreFixture() { open(); }

    QString file() const { return m_dir.filePath(QStringLiteral("signalbox.db")); }

    void open()
    {
        auto opened = Store::open(file(), clock, random);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = std::move(*opened);
        reader = std::move(*Reader::open(file()));
    }
    void close()
    {
        reader.reset();
        store.reset();
    }
    void reopen()
    {
        close();
        open();
    }

    Store *operator->() const { return store.get(); }

    /// Appends one event and says where it is.
    Sequence add(
        const QString &type, const QByteArray &data = {}, const QString &source = QStringLiteral("/test"))
    {
        Event event;
        event.type = type;
        event.source = source;
        if (!data.isNull())
            event.data = data;
        return store->append({event}).result()->first().sequence;
    }

    /// Events that fit, of 100,000 at most.
    qsizetype count(const EventFilter &filter = {}) const
    {
        return reader->eventHeads(filter, 0, Page::Newer, 100'000)->size();
    }

    FixedClock clock;
    SeededRandom random{1};
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;

private:
    QTemporaryDir m_dir;
};

inline Event eventOf(
    const QString &type, const QString &id = {}, const QString &source = QStringLiteral("/test"))
{
    Event event;
    event.id = EventId(id);
    event.type = type;
    event.source = source;
    return event;
}

inline Run runOf(const QString &id, const QString &rule, Sequence event = 0, State state = State::Queued)
{
    Run run;
    run.id = RunId(id);
    run.rule = RuleId(rule);
    run.ruleVersion = 1;
    run.event = event;
    run.trigger = StepId(QStringLiteral("go"));
    run.state = state;
    run.created = fromMicroseconds(1'700'000'000'000'000);
    return run;
}

inline QList<Sequence> sequencesOf(const Result<QList<Event>> &events)
{
    QList<Sequence> sequences;
    for (const auto &event : events.value())
        sequences += event.sequence;
    return sequences;
}

} // namespace signalbox
