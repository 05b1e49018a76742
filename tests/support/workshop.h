// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/delivery/httpclient.h"
#include "core/engine/crashbook.h"
#include "core/engine/engine.h"
#include "core/webhook/hooklistener.h"
#include "core/webhook/hooksettings.h"
#include "tests/support/await.h"
#include "tests/support/fixedclock.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/ruletext.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

namespace signalbox {

/// A listener that only remembers what it was told.
class RecordingHooks : public HookListener
{
public:
    QFuture<Result<QString>> listen(QString address) override
    {
        return QtFuture::makeReadyFuture(Result<QString>(address));
    }
    void setEndpoints(QList<WebhookEndpoint> given) override { endpoints = given; }
    void setForms(QList<WebForm> given) override { forms = given; }

    void setAwaited(std::function<void(Sequence)> told) override { tell = std::move(told); }
    bool isAwaited(Sequence event) const override { return awaited.contains(event); }
    void answer(Sequence event, RunAnswer answer) override
    {
        if (!awaited.remove(event))
            return;
        answers.append({event, std::move(answer)});
        if (onAnswer)
            onAnswer();
    }
    void runsEnded(Sequence event) override
    {
        if (awaited.remove(event))
            ended += event;
    }

    /// As when a request has brought that event and waits for its runs.
    void await(Sequence event)
    {
        awaited.insert(event);
        tell(event);
    }

    void setUp(HookSettings) override { }
    qint64 strayCount() const override { return 0; }
    QList<HookRequest> requests(const QString &) const override { return seen; }
    QFuture<Result<HookTestAnswer>> test(HookTestOrder order) override
    {
        tested = std::move(order);
        return QtFuture::makeReadyFuture(Result<HookTestAnswer>(HookTestAnswer{202, "{}", 1, true}));
    }

    QStringList paths() const
    {
        QStringList found;
        for (const auto &endpoint : endpoints)
            found += endpoint.path;
        found.sort();
        return found;
    }

    QList<WebhookEndpoint> endpoints;
    QList<WebForm> forms;
    QList<HookRequest> seen;
    HookTestOrder tested;
    std::function<void(Sequence)> tell;
    QSet<Sequence> awaited;
    QList<std::pair<Sequence, RunAnswer>> answers;
    std::function<void()> onAnswer;
    QList<Sequence> ended;
};

/// A whole engine over a real store in a temporary folder, under a clock that stands until it is moved. It
/// lives in the test's own thread.
class Workshop
{
public:
    Workshop() { open(); }
    ~Workshop()
    {
        if (engine)
            close();
    }

    void open(Engine::Duty duty = Engine::Duty::Everything)
    {
        crashes = std::make_unique<CrashBook>(dir.filePath(QStringLiteral("crashes.json")), boot);
        crashes->begin(duty == Engine::Duty::Errand);
        auto opened = Store::open(dir.filePath(QStringLiteral("s.db")), clock, random);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        store = std::move(*opened);
        auto read = Reader::open(store->file());
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
        reader = std::move(*read);
        engine = std::make_unique<Engine>(Engine::Parts{.store = *store,
            .clock = clock,
            .random = random,
            .catalog = catalog,
            .services = {.http = &http, .notifier = notifierInUse, .responder = &hooks},
            .hooks = &hooks,
            .crashes = crashes.get()});
        if (const auto started = await(engine->start(duty)); !started)
            qFatal("%s", qPrintable(started.error().message));
        crashes->ready();
    }

    /// As the program ends.
    void close()
    {
        signalbox::settle(engine->stop(std::chrono::milliseconds(0)));
        crash();
        crashes->end();
    }
    /// As kill -9, or with another `boot` as a power cut: nobody is asked, and what is not on disk is gone.
    void crash()
    {
        engine.reset();
        reader.reset();
        store.reset();
    }

    void moveClock(std::chrono::microseconds by)
    {
        clock.move(by);
        engine->clockChanged();
    }

    /// Publishes and switches on.
    int enable(Rule rule, const QString &id = QStringLiteral("r"))
    {
        rule.id = RuleId(id);
        rule.name = id;
        const auto version = await(engine->publish(rule, true));
        if (!version)
            qFatal("%s %s", qPrintable(version.error().message), qPrintable(version.error().context));
        return *version;
    }
    int enable(const QString &text, const QHash<QString, QJsonObject> &configs = {},
        const QString &id = QStringLiteral("r"))
    {
        return enable(ruleFromText(text, configs), id);
    }

    Appended emitEvent(const QString &type, const QByteArray &dataJson = {}, const QString &id = {})
    {
        Event event;
        event.id = EventId(id);
        event.type = type;
        event.source = QStringLiteral("/test");
        if (!dataJson.isEmpty())
            event.data = dataJson;
        const auto appended = await(engine->emitEvent(event));
        if (!appended)
            qFatal("%s", qPrintable(appended.error().message));
        return *appended;
    }

    void settle() { signalbox::settle(engine->settle()); }

    /// All runs with their steps, oldest first.
    QList<Run> runs(const QString &rule = {})
    {
        QList<Run> found;
        RunFilter filter;
        filter.rule = RuleId(rule);
        const auto heads = *reader->runs(filter, {}, Page::Newer, 1000);
        for (const auto &head : heads)
            found += *reader->run(head.id);
        return found;
    }
    QList<Event> events(const QString &type = {})
    {
        EventFilter filter;
        filter.type = type;
        return *reader->events(filter, 0, Page::Newer, 1000);
    }

    /// "log1 log2 -log3 !log4 = failed": what became of each step, in the order in which they came up (`-`
    /// skipped,
    /// `!` failed, `~` waiting, `?` in doubt, `x` cancelled, `…` anything else unfinished), and of the run.
    /// Triggers are left out.
    static QString trace(const Run &run)
    {
        QStringList words;
        for (const auto &step : run.steps) {
            if (step.step == run.trigger)
                continue;
            static const QHash<State, QString> marks{{State::Succeeded, {}},
                {State::Skipped, QStringLiteral("-")}, {State::Failed, QStringLiteral("!")},
                {State::Waiting, QStringLiteral("~")}, {State::InDoubt, QStringLiteral("?")},
                {State::Cancelled, QStringLiteral("x")}};
            words += marks.value(step.state, QStringLiteral("…")) + step.step.value;
        }
        return words.join(u' ') + QStringLiteral(" = ") + stateName(run.state);
    }

    QTemporaryDir dir;
    FixedClock clock;
    SeededRandom random{1};
    const StepCatalog catalog = allStepTypes();
    RecordingNotifier notifier;
    QString boot = QStringLiteral("boot"); ///< of the computer, from the next open() on
    std::unique_ptr<CrashBook> crashes;
    Notifier *notifierInUse = &notifier; ///< from the next open() on
    RecordingHooks hooks;
    HttpClient http;
    std::unique_ptr<Store> store;
    std::unique_ptr<Reader> reader;
    std::unique_ptr<Engine> engine;
};

} // namespace signalbox
