// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace signalbox {

/// A Chromium without a window, led by its DevTools protocol as a person would: by mouse and keys. Blocks
/// with the event loop turning.
class Browser
{
public:
    ~Browser()
    {
        if (m_group <= 0)
            return;
        ::kill(-m_group, SIGTERM);
        m_process.waitForFinished(5000);
        ::kill(-m_group, SIGKILL); // its helpers too: they outlive it otherwise
        m_process.waitForFinished();
    }

    static QString program()
    {
        const auto chromium = QStandardPaths::findExecutable(QStringLiteral("chromium"));
        return chromium.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("google-chrome"))
                                  : chromium;
    }

    /// `false`: it did not start; output() may say why. Pages of it run no script.
    bool start()
    {
        // A group of its own, to be ended as a whole. What it says goes to a file: a pipe would be held open
        // by whatever outlives it.
        m_process.setChildProcessModifier([] {
            ::setpgid(0, 0);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL); // where the test itself is killed
        });
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(m_folder.filePath(QStringLiteral("output")));
        // Root has no sandbox, and what is opened here is ours.
        m_process.start(program(),
            {QStringLiteral("--headless=new"), QStringLiteral("--no-sandbox"),
                QStringLiteral("--disable-gpu"), QStringLiteral("--disable-dev-shm-usage"),
                QStringLiteral("--no-first-run"), QStringLiteral("--disable-background-networking"),
                QStringLiteral("--disable-component-update"), QStringLiteral("--disable-sync"),
                QStringLiteral("--window-size=900,1400"),
                QStringLiteral("--user-data-dir=") + m_folder.filePath(QStringLiteral("profile")),
                QStringLiteral("--remote-debugging-port=0"), QStringLiteral("about:blank")});
        m_group = m_process.waitForStarted() ? m_process.processId() : 0;
        QString address;
        const bool isListening = QTest::qWaitFor(
            [&] {
                address = toolsAddress();
                return !address.isEmpty() || m_process.state() == QProcess::NotRunning;
            },
            60'000);
        if (!isListening || address.isEmpty())
            return false;
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
            [this](const QString &message) { take(QJsonDocument::fromJson(message.toUtf8()).object()); });
        m_socket.open(QUrl(address));
        if (!QTest::qWaitFor([this] { return m_socket.isValid(); }, 30'000))
            return false;
        const auto target = call(
            QStringLiteral("Target.createTarget"), {{QStringLiteral("url"), QStringLiteral("about:blank")}})
                                .value(QStringLiteral("targetId"));
        m_session = call(QStringLiteral("Target.attachToTarget"),
            {{QStringLiteral("targetId"), target}, {QStringLiteral("flatten"), true}})
                        .value(QStringLiteral("sessionId"))
                        .toString();
        // Or the load of the empty page could be taken for that of the first one.
        if (!QTest::qWaitFor(
                [this] { return ask(QStringLiteral("document.readyState")) == QStringLiteral("complete"); },
                30'000))
            return false;
        call(QStringLiteral("Page.enable"));
        call(QStringLiteral("Emulation.setScriptExecutionDisabled"), {{QStringLiteral("value"), true}});
        return !m_session.isEmpty();
    }

    QString output() const
    {
        QFile file(m_folder.filePath(QStringLiteral("output")));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    void open(const QString &url)
    {
        const auto loads = m_loads;
        call(QStringLiteral("Page.navigate"), {{QStringLiteral("url"), url}});
        waitForLoad(loads);
    }
    void back()
    {
        const auto history = call(QStringLiteral("Page.getNavigationHistory"));
        const auto at = history.value(QStringLiteral("currentIndex")).toInt();
        const auto entry = history.value(QStringLiteral("entries")).toArray()[at - 1].toObject();
        const auto loads = m_loads;
        call(QStringLiteral("Page.navigateToHistoryEntry"),
            {{QStringLiteral("entryId"), entry.value(QStringLiteral("id"))}});
        waitForLoad(loads);
    }

    /// Of an expression, asked by the tools and not by the page.
    QJsonValue ask(const QString &expression)
    {
        return call(QStringLiteral("Runtime.evaluate"),
            {{QStringLiteral("expression"), expression}, {QStringLiteral("returnByValue"), true}})
            .value(QStringLiteral("result"))
            .toObject()
            .value(QStringLiteral("value"));
    }
    QString text() { return ask(QStringLiteral("document.body.innerText")).toString(); }
    QString path() { return ask(QStringLiteral("location.pathname + location.search")).toString(); }
    QString valueOf(const QString &id)
    {
        return ask(QStringLiteral("document.getElementById('%1').value").arg(id)).toString();
    }

    void click(const QString &selector)
    {
        const auto place = ask(QStringLiteral("(() => { const e = document.querySelector('%1'); "
                                              "e.scrollIntoView(); const r = e.getBoundingClientRect(); "
                                              "return [r.x + r.width / 2, r.y + r.height / 2]; })()")
                                   .arg(selector))
                               .toArray();
        for (const auto &type : {QStringLiteral("mousePressed"), QStringLiteral("mouseReleased")})
            call(QStringLiteral("Input.dispatchMouseEvent"),
                {{QStringLiteral("type"), type}, {QStringLiteral("x"), place[0]},
                    {QStringLiteral("y"), place[1]}, {QStringLiteral("button"), QStringLiteral("left")},
                    {QStringLiteral("clickCount"), 1}});
    }
    /// A click that leads to another page.
    void follow(const QString &selector)
    {
        const auto loads = m_loads;
        click(selector);
        waitForLoad(loads);
    }
    /// In place of what stands there.
    void type(const QString &id, const QString &text)
    {
        const auto focused = QStringLiteral("document.activeElement.id");
        if (!QTest::qWaitFor(
                [&] {
                    click(u'#' + id);
                    return ask(focused).toString() == id;
                },
                30'000))
            qWarning("%s does not take the focus", qPrintable(id));
        ask(QStringLiteral("document.getElementById('%1').select()").arg(id));
        call(QStringLiteral("Input.insertText"), {{QStringLiteral("text"), text}});
    }
    QByteArray picture()
    {
        return QByteArray::fromBase64(call(QStringLiteral("Page.captureScreenshot"))
                                          .value(QStringLiteral("data"))
                                          .toString()
                                          .toLatin1());
    }
    /// "dark" or "light": what the computer is set to.
    void prefer(const QString &scheme)
    {
        call(QStringLiteral("Emulation.setEmulatedMedia"),
            {{QStringLiteral("features"),
                QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("prefers-color-scheme")},
                    {QStringLiteral("value"), scheme}}}}});
    }

private:
    QJsonObject call(const QString &method, const QJsonObject &params = {})
    {
        const int id = ++m_lastId;
        QJsonObject message{{QStringLiteral("id"), id}, {QStringLiteral("method"), method},
            {QStringLiteral("params"), params}};
        if (!m_session.isEmpty())
            message.insert(QStringLiteral("sessionId"), m_session);
        m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
        if (!QTest::qWaitFor([&] { return m_answers.contains(id); }, 60'000))
            qWarning("no answer to %s", qPrintable(method));
        const auto answer = m_answers.take(id);
        if (answer.contains(QStringLiteral("error")))
            qWarning().noquote() << method << answer;
        return answer.value(QStringLiteral("result")).toObject();
    }
    void take(const QJsonObject &message)
    {
        if (message.contains(QStringLiteral("id")))
            m_answers.insert(message.value(QStringLiteral("id")).toInt(), message);
        else if (message.value(QStringLiteral("method")) == QStringLiteral("Page.loadEventFired"))
            ++m_loads;
        else if (message.value(QStringLiteral("method")) == QStringLiteral("Page.frameNavigated")
            && message.value(QStringLiteral("params")).toObject().value(QStringLiteral("type"))
                == QStringLiteral("BackForwardCacheRestore"))
            ++m_loads; // a page that was kept as it was is not loaded again
    }
    /// Empty: it does not listen yet. The file has the port in one line, the path in the next.
    QString toolsAddress() const
    {
        QFile file(m_folder.filePath(QStringLiteral("profile/DevToolsActivePort")));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const auto lines = QString::fromUtf8(file.readAll()).split(u'\n');
        constexpr int idLength = 36;
        if (lines.size() < 2 || lines[1].section(u'/', -1).size() < idLength)
            return {};
        return QStringLiteral("ws://127.0.0.1:%1%2").arg(lines[0], lines[1]);
    }
    void waitForLoad(int before)
    {
        if (!QTest::qWaitFor([&] { return m_loads > before; }, 60'000))
            qWarning("the page was not loaded");
        // What is clicked on before the page is seen, the browser drops.
        const auto paints = QStringLiteral("performance.getEntriesByType('paint').length");
        if (!QTest::qWaitFor([&] { return ask(paints).toInt() > 0; }, 30'000))
            qWarning("the page was not painted");
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    qint64 m_group = 0; ///< of processes; 0: none was started
    QWebSocket m_socket;
    QString m_session;
    QHash<int, QJsonObject> m_answers;
    int m_lastId = 0;
    int m_loads = 0;
};

} // namespace signalbox
