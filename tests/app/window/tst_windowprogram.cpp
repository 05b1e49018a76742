// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client.h"
#include "app/window/windowprogram.h"
#include "core/base/json.h"
#include "tests/support/await.h"
#include "ui/widgets/page.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QToolButton>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

QByteArray listenAt(quint16 port)
{
    return toCompactJson(QJsonObject{{u"listen"_s, u"127.0.0.1:%1"_s.arg(port)}});
}

/// A data folder whose listener takes any free port.
class Folder
{
public:
    explicit Folder(const QByteArray &settings = listenAt(0))
    {
        QFile file(m_folder.filePath(u"settings.json"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(settings) < 0)
            qFatal("no settings");
    }

    DataFolder open() const { return std::move(*DataFolder::open(m_folder.path())); }

    std::unique_ptr<WindowProgram> start() const
    {
        auto program = WindowProgram::open(*qApp, open());
        if (!program)
            qFatal("%s", qPrintable(program.error().message));
        (*program)->window().show();
        return std::move(*program);
    }

private:
    QTemporaryDir m_folder;
};

EngineStatus status(WindowProgram &program)
{
    return await(program.host().engine().status());
}

class Kept : public Output
{
public:
    void line(const QByteArray &json) override { lines += json; }
    void message(const QString &text) override { messages += text; }
    QByteArrayList lines;
    QStringList messages;
};

/// Asks as another process would, while this one's event loop turns.
std::optional<Exit> ask(const QString &socket, const QString &method, Kept &output)
{
    QFutureInterface<void> done;
    done.reportStarted();
    std::optional<Exit> exit;
    QThreadPool::globalInstance()->start([&] {
        exit = askEngine(socket, {method, {}}, output);
        done.reportFinished();
    });
    settle(done.future());
    return exit;
}

} // namespace

class TestWindowProgram : public QObject
{
    Q_OBJECT

private slots:
    void itListensAsSet()
    {
        const Folder folder;
        const auto program = folder.start();
        QTRY_VERIFY(status(*program).listening.startsWith(u"http://127.0.0.1:"_s));
        auto *light = program->window().findChild<QToolButton *>(u"engine"_s);
        QTRY_VERIFY2(light->text().startsWith(u"Running · 127.0.0.1:"_s), qPrintable(light->text()));
    }

    void aPortInUseIsSaidAndKeepsNobodyFromWorking()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const Folder folder(listenAt(other.serverPort()));
        const auto program = folder.start();
        auto *light = program->window().findChild<QToolButton *>(u"engine"_s);
        QTRY_VERIFY2(light->text().contains(u"not listening"_s), qPrintable(light->text()));
        QVERIFY(light->accessibleDescription().contains(QString::number(other.serverPort())));
        QVERIFY(status(*program).running);

        // Mended where it is set, without a restart.
        program->window().openPage(PageId::Settings);
        auto &page = *program->window().page(PageId::Settings);
        page.findChild<QSpinBox *>(u"listenPort"_s)->setValue(0);
        QTest::mouseClick(page.findChild<QAbstractButton *>(u"listenApply"_s), Qt::LeftButton);
        QTRY_VERIFY2(light->text().startsWith(u"Running · 127.0.0.1:"_s), qPrintable(light->text()));
        QCOMPARE(program->settings().listenAddress(), u"127.0.0.1:0"_s);
    }

    void anotherPortThatIsInUseLeavesTheListenerWhereItWas()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const Folder folder;
        const auto program = folder.start();
        QTRY_VERIFY(!status(*program).listening.isEmpty());
        program->window().openPage(PageId::Settings);
        auto &page = *program->window().page(PageId::Settings);
        page.findChild<QSpinBox *>(u"listenPort"_s)->setValue(other.serverPort());
        QTest::mouseClick(page.findChild<QAbstractButton *>(u"listenApply"_s), Qt::LeftButton);
        auto *problem = page.findChild<QLabel *>(u"listenProblem"_s);
        QTRY_VERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(QString::number(other.serverPort())), qPrintable(problem->text()));
        QCOMPARE(program->settings().listenAddress(), u"127.0.0.1:0"_s);
        QTRY_VERIFY(!status(*program).listening.isEmpty());
    }

    void theThemeFollowsTheSettings()
    {
        const Folder folder(
            toCompactJson(QJsonObject{{u"listen"_s, u"127.0.0.1:0"_s}, {u"theme"_s, u"dark"_s}}));
        const auto program = folder.start();
        QVERIFY(program->themes().theme().dark);
        QVERIFY(program->settings().set(u"theme"_s, u"light"_s));
        QVERIFY(!program->themes().theme().dark);
    }

    void itAnswersForItselfOnTheControlSocket()
    {
        const Folder folder;
        const auto program = folder.start();
        const auto socket = program->host().folder().controlSocket();
        Kept output;
        QCOMPARE(ask(socket, u"program.info"_s, output), Exit::Done);
        QCOMPARE(output.lines.size(), 1);
        QVERIFY(output.lines.first().contains("\"kind\":\"window\""));

        program->window().hide();
        QCOMPARE(ask(socket, u"program.show"_s, output), Exit::Done);
        QVERIFY(program->window().isVisible());

        QSignalSpy ended(program.get(), &WindowProgram::ended);
        QCOMPARE(ask(socket, u"program.stop"_s, output), Exit::Done);
        QTRY_COMPARE(ended.size(), 1);
    }

    void oneEngineAtATime()
    {
        const Folder folder;
        const auto program = folder.start();
        const auto second = WindowProgram::open(*qApp, folder.open());
        QVERIFY(!second);
        QCOMPARE(second.error().code, Error::Code::Unavailable);
        QCOMPARE(second.error().context, QString::number(QCoreApplication::applicationPid()));
    }

    void whatWasThereIsThereAgain()
    {
        const Folder folder;
        {
            const auto program = folder.start();
            Event event;
            event.type = u"shop.order"_s;
            event.source = u"/test"_s;
            QVERIFY(await(program->host().engine().emitEvent(event)));
        }
        const auto program = folder.start();
        const auto reader = Reader::open(program->host().folder().storeFile());
        QVERIFY(reader);
        EventFilter filter;
        filter.type = u"shop.order"_s;
        QCOMPARE((*reader)->events(filter, 0, Page::Newer, 10)->size(), 1);
    }

    void damagedSettingsAreSaid()
    {
        const Folder folder("{ not json");
        const auto program = WindowProgram::open(*qApp, folder.open());
        QVERIFY(!program);
        QCOMPARE(program.error().code, Error::Code::Corrupt);
        QVERIFY(program.error().message.contains(u"settings.json"_s));
    }

    void itEndsInEachOfItsPages()
    {
        const Folder folder;
        for (const auto page : allPages) {
            const auto program = folder.start();
            program->window().openPage(page); // and is gone while the page asks for what it shows
        }
    }
};

QTEST_MAIN(TestWindowProgram)
#include "tst_windowprogram.moc"
