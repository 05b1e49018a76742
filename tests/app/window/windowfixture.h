// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/windowprogram.h"
#include "core/rule/rulefile.h"
#include "tests/app/window/hands.h"

#include <QApplication>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QUrl>

namespace signalbox {

/// The whole program on a temporary data folder: engine, store, listener and window, as `signalbox` opens
/// them, on a port that is free. Where it cannot be opened although it should, the test program ends.
class WindowFixture
{
public:
    explicit WindowFixture(const QByteArray &settings = R"({"listen": "127.0.0.1:0", "theme": "light"})")
    {
        QApplication::setQuitOnLastWindowClosed(false);
        writeFile(QStringLiteral("settings.json"), settings);
        open();
    }

    QString folder() const { return m_folder.path(); }
    void writeFile(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(file.fileName()));
    }

    void open()
    {
        auto dataFolder = DataFolder::open(m_folder.path());
        auto program = WindowProgram::open(
            *static_cast<QApplication *>(QCoreApplication::instance()), std::move(*dataFolder));
        if (!program)
            qFatal("%s", qPrintable(program.error().message));
        m_program = std::move(*program);
        window().resize(1280, 800);
        window().show();
        window().activateWindow();
        if (!QTest::qWaitForWindowActive(&window()))
            qFatal("The window does not come up.");
    }
    void close() { m_program.reset(); }
    void restart()
    {
        close();
        open();
    }

    WindowProgram &program() { return *m_program; }
    MainWindow &window() { return m_program->window(); }
    Engine &engine() { return m_program->host().engine(); }

    /// The widget of this name that is seen now. Null: there is none.
    template <typename Widget = QWidget> Widget *seen(const QString &name)
    {
        for (auto *widget : window().findChildren<Widget *>(name)) {
            if (widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    /// The same, and waits for it.
    template <typename Widget = QWidget> Widget *await(const QString &name)
    {
        Widget *found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = seen<Widget>(name)) != nullptr; }, hands::patience);
        if (!found)
            qWarning("%s does not come", qPrintable(name));
        return found;
    }

    /// Waits until the thing of this name can be pressed, and presses it.
    bool click(const QString &name)
    {
        QWidget *widget = nullptr;
        (void)QTest::qWaitFor([&] { return (widget = seen(name)) && widget->isEnabled(); }, hands::patience);
        return widget ? hands::click(widget) : hands::refuse(name + QStringLiteral(" is not to be seen"));
    }

    /// By the rail.
    bool goTo(PageId page) { return click(QStringLiteral("page-") + pageName(page)); }

    /// Asks the store, as another program would.
    template <typename Question> auto read(Question question)
    {
        auto reader = Reader::open(m_program->host().folder().storeFile());
        if (!reader)
            qFatal("%s", qPrintable(reader.error().message));
        const auto answer = question(**reader);
        if (!answer)
            qFatal("%s", qPrintable(answer.error().message));
        return *answer;
    }

    QList<Event> events(const QString &type)
    {
        EventFilter filter;
        filter.type = type;
        return read([&](Reader &reader) { return reader.events(filter, 0, Page::Newer, 1000); });
    }

    QList<Run> runs()
    {
        return read([](Reader &reader) { return reader.runs({}, {}, Page::Newer, 1000); });
    }

    /// Publishes a rule file's text and switches the rule on: for what is there before the test begins.
    void publish(const QByteArray &json)
    {
        const auto rule = readRule(json);
        if (!rule)
            qFatal("%s", qPrintable(rule.error().message));
        const auto published = answerOf(engine().publish(*rule, true));
        if (!published)
            qFatal("%s", qPrintable(published.error().message));
    }

    /// Waits without stopping the window.
    template <typename Answer> static Answer answerOf(const QFuture<Answer> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, hands::patience))
            qFatal("The engine does not answer.");
        return future.result();
    }

    QString listening()
    {
        QString url;
        (void)QTest::qWaitFor(
            [&] { return !(url = answerOf(engine().status()).listening).isEmpty(); }, hands::patience);
        return url;
    }

    struct HttpAnswer
    {
        int status = 0; ///< 0: none came
        QByteArray body;
    };

    /// A request over a socket, as from another program.
    static HttpAnswer post(const QUrl &url, const QByteArray &body)
    {
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port(80)));
        socket.write("POST " + url.path(QUrl::FullyEncoded).toLatin1() + " HTTP/1.1\r\nHost: "
            + url.authority().toLatin1() + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray answer;
        (void)QTest::qWaitFor(
            [&] {
                answer += socket.readAll();
                return socket.state() == QTcpSocket::UnconnectedState && !answer.isEmpty();
            },
            hands::patience);
        const auto head = answer.indexOf("\r\n\r\n");
        return {answer.mid(9, 3).toInt(), head < 0 ? QByteArray() : answer.mid(head + 4)};
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<WindowProgram> m_program;
};

} // namespace signalbox
