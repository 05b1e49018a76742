// SPDX-License-Identifier: GPL-3.0-or-later
// screenshots DIR [WIDTHxHEIGHT]: starts the real window on a temporary data folder, loads the example, lets
// some of it happen, visits every page in light and dark and writes a picture of each to DIR. Works under
// Xvfb and with QT_QPA_PLATFORM=offscreen.
#include "app/window/windowprogram.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

using namespace signalbox;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Readers answer within milliseconds; pictures are for eyes, so that a moment more does no harm.
constexpr auto moment = 500ms;

void wait(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

bool waitUntil(const std::function<bool()> &condition)
{
    for (int i = 0; i < 100; ++i) {
        if (condition())
            return true;
        wait(100ms);
    }
    return false;
}

void fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    std::exit(1);
}

class Photographer
{
public:
    Photographer(WindowProgram &program, const QString &folder)
        : m_program(program)
        , m_folder(folder)
        , m_reader(std::move(*Reader::open(program.host().folder().storeFile())))
    {
    }

    void takeAll()
    {
        for (const auto &theme : {u"light"_s, u"dark"_s}) {
            useTheme(theme);
            take(u"start"_s);
        }
        loadExample();
        letThingsHappen();
        makeConnections();
        for (const auto &theme : {u"light"_s, u"dark"_s}) {
            useTheme(theme);
            visitPages();
        }
    }

private:
    MainWindow &window() { return m_program.window(); }
    Engine &engine() { return m_program.host().engine(); }

    void useTheme(const QString &theme)
    {
        m_theme = theme;
        (void)m_program.settings().set(u"theme"_s, theme);
    }

    void take(const QString &name)
    {
        wait(moment);
        const auto file = QDir(m_folder).filePath(u"%1-%2.png"_s.arg(name, m_theme));
        if (!window().grab().save(file))
            fail(u"%1 cannot be written"_s.arg(file));
        std::printf("%s\n", qPrintable(file));
    }

    void loadExample()
    {
        auto *button = window().findChild<QAbstractButton *>(u"startExample"_s);
        if (!button)
            fail(u"The start page does not offer the example."_s);
        button->click();
        if (!waitUntil([this] { return m_reader->rules().value_or(QList<StoredRule>()).size() >= 5; }))
            fail(u"The example was not loaded."_s);
        wait(moment);
    }

    /// Pictures are taken where nobody shows notifications; a rule that fails for that alone says nothing of
    /// the program.
    void switchNotifications(bool on)
    {
        for (const auto &rule : m_reader->rules().value_or(QList<StoredRule>())) {
            const auto notifies = [](const Step &step) { return step.type == u"notify"_s; };
            if (std::ranges::any_of(rule.draft.steps, notifies))
                engine().setEnabled(rule.draft.id, on).waitForFinished();
        }
    }

    void letThingsHappen()
    {
        switchNotifications(false);
        const QStringList customers{
            u"Ada Byron"_s, u"Grace Hopper"_s, u"Alan Turing"_s, u"Mary Somerville"_s};
        for (int i = 0; i < customers.size(); ++i) {
            for (const auto &item : engine().board().result()) {
                QJsonObject values;
                for (const auto &field : item.fields)
                    values.insert(field.name, field.fallback);
                values.insert(u"customer"_s, customers.at(i));
                values.insert(u"item"_s, u"Sextant"_s);
                values.insert(u"amount"_s, 45 + 60 * i);
                const auto future = item.kind == BoardItem::Kind::Button
                    ? engine().press(item.rule, item.step, values)
                    : engine().submit(item.rule, item.step, values);
                if (const auto done = future.result(); !done)
                    std::fprintf(stderr, "%s\n", qPrintable(done.error().message));
            }
            wait(150ms);
        }
        for (int i = 0; i < 30; ++i) {
            Event event;
            event.type = i % 3 == 0 ? u"office.door.opened"_s : u"sensor.temperature"_s;
            event.source = i % 3 == 0 ? u"/office/front"_s : u"/warehouse/%1"_s.arg(i % 4);
            event.subject = u"reading-%1"_s.arg(i);
            event.dataContentType = u"application/json"_s;
            event.data = "{\"celsius\": " + QByteArray::number(18 + i % 7) + ", \"battery\": \"good\"}";
            engine().emitEvent(event).waitForFinished();
            wait(30ms);
        }
        wait(2s);
        switchNotifications(true);
    }

    void makeConnections()
    {
        const auto set = [this](const ConnectionChange &change) {
            if (const auto done = engine().setConnection(change).result(); !done)
                fail(done.error().message);
        };
        set({u"shop-signing"_s, u"webhook-secret"_s, {}, QByteArray("example"), true});
        set({u"Warehouse API"_s, u"http-auth"_s, QJsonObject{{u"scheme"_s, u"bearer"_s}}, {}, true});
        set({u"Newsletter"_s, u"http-auth"_s,
            QJsonObject{{u"scheme"_s, u"header"_s}, {u"header"_s, u"X-Api-Key"_s},
                {u"testUrl"_s, u"http://127.0.0.1:9/"_s}},
            QByteArray("example"), true});
        for (const auto &name : {u"shop-signing"_s, u"Newsletter"_s})
            engine().testConnection(name).waitForFinished();
    }

    void visitPages()
    {
        for (const auto page : allPages) {
            window().openPage(page);
            take(u"%1-%2"_s.arg(int(page) + 1).arg(pageName(page)));
        }
        const auto rules = m_reader->rules();
        const auto largest = std::ranges::max_element(
            *rules, {}, [](const StoredRule &rule) { return rule.draft.steps.size(); });
        emit window().navigator().showRule(largest->draft.id);
        take(u"2-rules-open"_s);
        const auto runs = m_reader->runs({}, {}, Page::Older, 50);
        if (runs && !runs->isEmpty()) {
            emit window().navigator().showEvent(runs->first().event);
            take(u"3-monitor-open"_s);
            emit window().navigator().showRun(runs->first().id);
            take(u"4-runs-open"_s);
        }
        const auto tables = m_reader->tables();
        if (tables && !tables->isEmpty()) {
            emit window().navigator().showTable(tables->first().id);
            take(u"5-records-open"_s);
        }
        emit window().navigator().say(u"Something could not be done, and this is why."_s, true);
        press(Qt::Key_K);
        take(u"palette"_s);
        QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(window().focusWidget() ? window().focusWidget() : &window(), &escape);
        if (auto *close = window().findChild<QAbstractButton *>(u"closeError"_s))
            close->click();
        window().setHasTray(true);
        window().close();
        take(u"closing"_s);
        QCoreApplication::sendEvent(window().focusWidget() ? window().focusWidget() : &window(), &escape);
    }

    void press(Qt::Key key)
    {
        for (auto *action : window().actions()) {
            if (action->shortcut() == QKeySequence(Qt::CTRL | key))
                action->trigger();
        }
    }

    WindowProgram &m_program;
    QString m_folder;
    QString m_theme;
    std::unique_ptr<Reader> m_reader;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || !QDir().mkpath(arguments.at(1)))
        fail(u"screenshots DIR [WIDTHxHEIGHT]"_s);
    const auto size = arguments.value(2, u"1280x800"_s).split(u'x');

    const QTemporaryDir data;
    if (QFile settings(data.filePath(u"settings.json"_s)); settings.open(QIODevice::WriteOnly))
        settings.write(R"({"listen": "127.0.0.1:0"})");
    auto folder = DataFolder::open(data.path());
    if (!folder)
        fail(folder.error().message);
    auto program = WindowProgram::open(application, std::move(*folder));
    if (!program)
        fail(program.error().message);
    (*program)->window().resize(size.value(0).toInt(), size.value(1).toInt());
    (*program)->window().show();
    Photographer(**program, arguments.at(1)).takeAll();
    return 0;
}
