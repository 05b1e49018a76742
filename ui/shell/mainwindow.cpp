// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/base/futures.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/enginelight.h"
#include "ui/shell/examplebar.h"
#include "ui/shell/exampleshop.h"
#include "ui/shell/expressionwindows.h"
#include "ui/shell/messageline.h"
#include "ui/shell/pageheader.h"
#include "ui/shell/pagestack.h"
#include "ui/shell/paletteentries.h"
#include "ui/shell/rail.h"
#include "ui/shell/trayicon.h"
#include "ui/shell/windowactions.h"
#include "ui/theme/logo.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QString geometryKey = u"windowGeometry"_s;
const QString pageKey = u"page"_s;
const QString closingKey = u"closing"_s;
constexpr QSize usualSize(1280, 800);
constexpr QSize leastSize(880, 560);

} // namespace

MainWindow::MainWindow(const Context &context, const QString &dataFolder, QWidget *parent)
    : QMainWindow(parent)
    , m_context(context)
    , m_dataFolder(dataFolder)
    , m_shop(new ExampleShop(context, m_navigator, this))
    , m_actions(new WindowActions(context, *m_shop, this))
    , m_rail(new Rail(context.themes))
    , m_light(new EngineLight(context, m_navigator))
    , m_header(new PageHeader(context.themes, m_light))
    , m_exampleBar(new ExampleBar(context.themes, *m_shop))
    , m_pages(new PageStack(context, m_navigator, dataFolder, *m_shop))
    , m_messages(new MessageLine(context.themes))
    , m_tray(new TrayIcon(context, m_navigator, this))
{
    setWindowTitle(tr("Signalbox"));
    setWindowIcon(logoIcon());
    setMinimumSize(leastSize);
    auto *central = new QWidget;
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_exampleBar);
    column->addWidget(m_pages, 1);
    column->addWidget(m_messages);
    row->addLayout(column, 1);
    setCentralWidget(central);
    m_pages->keepFocusIn(m_rail);
    m_actions->fillMenuBar(menuBar());
    m_palette = new CommandPalette(context.themes, this);
    m_closeQuestion = new CloseQuestion(context.themes, this);

    connectParts();
    connectActions();
    const auto geometry = QByteArray::fromBase64(context.settings.value(geometryKey).toString().toLatin1());
    if (!restoreGeometry(geometry))
        resize(usualSize);
    const auto last = context.settings.value(pageKey).toString();
    const auto page = std::ranges::find(allPages, last, pageName);
    openPage(page == std::end(allPages) ? PageId::Board : *page);
}

MainWindow::~MainWindow()
{
    rememberPlace();
    // What is on the window knows the navigator, which goes before the window's children would.
    delete m_palette;
    delete m_tray;
    delete takeCentralWidget();
}

PageWidget *MainWindow::page(PageId page)
{
    return m_pages->page(page);
}

void MainWindow::connectParts()
{
    connect(m_rail, &Rail::chosen, this, &MainWindow::openPage);
    connect(m_pages, &PageStack::opened, this, &MainWindow::onOpened);
    connect(&m_navigator, &Navigator::say, m_messages, &MessageLine::say);
    connect(m_light, &EngineLight::listenerSettingsWanted, this, [this] { openPage(PageId::Settings); });
    connect(m_light, &EngineLight::statusShown, this, [this](const EngineStatus &status) {
        m_actions->setPaused(status.paused);
        m_tray->setStatus(status);
    });
    connect(m_tray, &TrayIcon::openWanted, this, &MainWindow::bringToFront);
    connect(m_tray, &TrayIcon::boardWanted, this, [this] { openPage(PageId::Board); });
    connect(m_tray, &TrayIcon::pauseWanted, m_light, &EngineLight::togglePause);
    connect(m_tray, &TrayIcon::quitWanted, this, &MainWindow::quitWanted);
    connect(m_closeQuestion, &CloseQuestion::answered, this, &MainWindow::onAnswered);
    connect(&m_context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == u"theme")
            m_context.themes.setMode(m_context.settings.theme());
    });
}

void MainWindow::connectActions()
{
    for (const auto page : allPages)
        connect(m_actions->page(page), &QAction::triggered, this, [this, page] { openPage(page); });
    connect(m_actions->newRule(), &QAction::triggered, &m_navigator, &Navigator::newRule);
    connect(m_actions->palette(), &QAction::triggered, this, &MainWindow::openPalette);
    connect(m_actions->pause(), &QAction::triggered, m_light, &EngineLight::togglePause);
    auto *expressions = new ExpressionWindows(
        m_context, m_actions->expressionConsole(), m_actions->expressionReference(), this);
    connect(&m_navigator, &Navigator::tryExpressions, expressions, &ExpressionWindows::openConsoleOn);
    connect(m_actions->about(), &QAction::triggered, this, [this] { openPage(PageId::Settings); });
    connect(m_actions->closeWindow(), &QAction::triggered, this, &QWidget::close);
    connect(m_actions->quit(), &QAction::triggered, this, &MainWindow::quitWanted);
    connect(m_actions->openFolder(), &QAction::triggered, this, [this] {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(m_dataFolder)))
            emit m_navigator.say(tr("No program opened the folder %1.").arg(m_dataFolder), true);
    });
}

void MainWindow::openPage(PageId page)
{
    m_pages->open(page);
}

void MainWindow::onOpened(PageId page, PageWidget *widget)
{
    m_rail->setCurrent(page);
    m_exampleBar->setOnBoard(page == PageId::Board);
    m_actions->setPage(widget);
    if (widget)
        m_header->setPage(widget);
    else
        m_header->setTitle(m_shop->isKnown() ? tr("Welcome") : pageTitle(page));
}

void MainWindow::openPalette()
{
    setPaletteEntries({});
    m_palette->open();
    whenReady(readEntries(m_context, m_navigator), m_palette,
        [this](const QList<PaletteEntry> &own) { setPaletteEntries(own); });
}

void MainWindow::setPaletteEntries(const QList<PaletteEntry> &own)
{
    m_palette->setEntries(
        entriesOf(m_actions->pages(), tr("Page")) + own + entriesOf(m_actions->commands(), tr("Action")));
}

void MainWindow::bringToFront()
{
    if (isMinimized())
        setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::rememberPlace()
{
    // Failing is not worth a message: the window then opens where it usually does.
    (void)m_context.settings.set(pageKey, pageName(m_pages->current()));
    (void)m_context.settings.set(geometryKey, QString::fromLatin1(saveGeometry().toBase64()));
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    rememberPlace();
    switch (
        whenClosed(m_context.settings.value(closingKey).toString(), m_hasTray.value_or(m_tray->isThere()))) {
    case WhenClosed::Quit:
        event->accept();
        emit quitWanted();
        return;
    case WhenClosed::KeepRunning:
        event->accept(); // hides it; the program goes on
        return;
    case WhenClosed::Ask:
        event->ignore();
        m_closeQuestion->open();
        return;
    }
}

void MainWindow::onAnswered(WhenClosed answer)
{
    const auto word = answer == WhenClosed::Quit ? u"quit"_s : u"tray"_s;
    if (const auto kept = m_context.settings.set(closingKey, word); !kept)
        emit m_navigator.say(kept.error().message, true);
    if (answer == WhenClosed::Quit)
        emit quitWanted();
    else
        hide();
}

} // namespace signalbox
