// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/action/notifier.h"
#include "core/rule/rulefile.h"
#include "tests/support/fixedclock.h"
#include "ui/widgets/context.h"

#include <QAbstractSpinBox>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

namespace signalbox {

/// A real store in a temporary folder, with readers: what models look at. Opening it must work, else the
/// test program ends.
class StoreFixture
{
public:
    StoreFixture()
        : m_store(std::move(*Store::open(m_folder.filePath(QStringLiteral("store.db")), clock, m_random)))
        , readers(m_store->file())
    {
    }

    Store &store() { return *m_store; }

    /// Waits for an answer without an event loop.
    template <typename Answer> static Answer get(QFuture<Answer> future)
    {
        future.waitForFinished();
        return future.result();
    }

    Sequence append(
        const QString &type, const QByteArray &data = "{}", const QString &source = QStringLiteral("/test"))
    {
        Event event;
        event.type = type;
        event.source = source;
        event.data = data;
        return get(m_store->append({event}))->first().sequence;
    }

    /// Asks a reader, as pages do.
    template <typename Question> auto read(Question question)
    {
        return get(readers.ask(std::move(question)));
    }

    FixedClock clock;

private:
    SeededRandom m_random{7};
    QTemporaryDir m_folder;
    std::unique_ptr<Store> m_store;

public:
    ReaderPool readers;
};

/// What a page is given, with a real engine in its own thread.
class PageFixture : public StoreFixture
{
public:
    explicit PageFixture(HookListener *hooks = nullptr)
        : m_settings(std::move(*Settings::load(m_folder.filePath(QStringLiteral("settings.json")))))
        , m_engine({.store = store(),
              .clock = clock,
              .random = m_random,
              .catalog = m_catalog,
              .services = {.http = nullptr, .notifier = &m_notifier},
              .hooks = hooks})
    {
        m_engine.moveToThread(&m_thread);
        m_thread.start();
        const auto started = get(m_engine.start());
        if (!started)
            qFatal("%s", qPrintable(started.error().message));
    }

    ~PageFixture()
    {
        get(m_engine.stop(std::chrono::seconds(1)));
        m_thread.quit();
        m_thread.wait();
    }

    Engine &engine() { return m_engine; }
    Context context()
    {
        return {.engine = m_engine,
            .store = store(),
            .readers = readers,
            .catalog = m_catalog,
            .themes = themes,
            .settings = *m_settings,
            .clock = clock};
    }

    /// Publishes a rule file's text and switches the rule on.
    void publish(const QByteArray &json)
    {
        const auto rule = readRule(json);
        if (!rule)
            qFatal("%s", qPrintable(rule.error().message));
        const auto published = get(m_engine.publish(*rule, true));
        if (!published)
            qFatal("%s", qPrintable(published.error().message));
    }

    /// The events of a type, oldest first.
    QList<Event> events(const QString &type)
    {
        EventFilter filter;
        filter.type = type;
        return *read([filter](Reader &reader) { return reader.events(filter, 0, Page::Newer, 1000); });
    }

    /// Controls in sight for which a screen reader has no name.
    static QStringList unnamedControls(const QWidget &page)
    {
        QStringList unnamed;
        const auto widgets = page.findChildren<QWidget *>();
        for (auto *widget : widgets) {
            const auto isPart = widget->objectName().startsWith(QStringLiteral("qt_"))
                || widget->inherits("QHeaderView") || widget->inherits("QScrollBar")
                || qobject_cast<QAbstractSpinBox *>(widget->parentWidget())
                || qobject_cast<QComboBox *>(widget->parentWidget());
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus || isPart
                || qobject_cast<QScrollArea *>(widget))
                continue;
            const auto *accessible = QAccessible::queryAccessibleInterface(widget);
            if (!accessible || accessible->text(QAccessible::Name).isEmpty())
                unnamed
                    += QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        return unnamed;
    }

    ThemeManager themes{*static_cast<QApplication *>(QCoreApplication::instance())};
    Navigator navigator;

private:
    class NoNotifications : public Notifier
    {
        QFuture<Result<void>> notify(const QString &, const QString &, bool) override
        {
            return QtFuture::makeReadyFuture(Result<void>());
        }
    };

    static void get(QFuture<void> future) { future.waitForFinished(); }
    template <typename Answer> static Answer get(QFuture<Answer> future) { return StoreFixture::get(future); }

    QTemporaryDir m_folder;
    SeededRandom m_random{11};
    NoNotifications m_notifier;
    StepCatalog m_catalog = allStepTypes();
    std::unique_ptr<Settings> m_settings;
    Engine m_engine;
    QThread m_thread;
};

} // namespace signalbox
