// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/trayicon.h"

#include "core/base/futures.h"
#include "ui/theme/logo.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostButtons = 8; // a menu that fits beside the tray
constexpr int mostFailures = 3;

} // namespace

TrayIcon::TrayIcon(const Context &context, Navigator &navigator, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_names(new RuleNames(context.store, context.readers, this))
{
    m_icon.setContextMenu(&m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            emit openWanted();
    });
    // Read anew when it opens; the answers fill it while it is open.
    connect(&m_menu, &QMenu::aboutToShow, this, &TrayIcon::readFailures);
    connect(&context.engine, &Engine::boardChanged, this, &TrayIcon::readBoard);
    readBoard();
    setStatus({});
    m_icon.show();
}

bool TrayIcon::isThere() const
{
    return QSystemTrayIcon::isSystemTrayAvailable() && m_icon.isVisible();
}

void TrayIcon::setStatus(const EngineStatus &status)
{
    m_status = status;
    const auto &theme = m_context.themes.theme();
    const bool trouble = !status.trouble.isEmpty() || !status.listenError.isEmpty();
    m_icon.setIcon(logoIcon(status.paused || !status.running, trouble ? theme.danger : QColor()));
    m_icon.setToolTip(!status.running ? tr("Signalbox: stopped")
            : status.paused           ? tr("Signalbox: paused")
            : trouble                 ? tr("Signalbox: running, with trouble")
                                      : tr("Signalbox: running"));
    fill();
}

void TrayIcon::readBoard()
{
    whenReady(m_context.engine.board(), this, [this](const QList<BoardItem> &items) {
        m_buttons.clear();
        for (const auto &item : items) {
            if (item.kind == BoardItem::Kind::Button && m_buttons.size() < mostButtons)
                m_buttons += item;
        }
        fill();
    });
}

void TrayIcon::readFailures()
{
    const auto question = m_context.readers.ask([](Reader &reader) {
        return reader.runs({.state = State::Failed, .rule = {}, .event = 0}, {}, Page::Older, mostFailures);
    });
    whenReady(question, this, [this](const Result<QList<Run>> &runs) {
        if (!runs || *runs == m_failures)
            return;
        m_failures = *runs;
        fill();
    });
}

void TrayIcon::fill()
{
    m_menu.clear();
    m_menu.addAction(tr("Open Signalbox"), this, &TrayIcon::openWanted);
    if (!m_buttons.isEmpty())
        m_menu.addSection(tr("Board"));
    for (const auto &item : std::as_const(m_buttons)) {
        const auto text
            = item.fields.isEmpty() ? buttonText(item.title) : tr("%1…").arg(buttonText(item.title));
        m_menu.addAction(m_context.themes.icon(item.icon.isEmpty() ? u"button"_s : item.icon), text, this,
            [this, item] { press(item); });
    }
    if (!m_failures.isEmpty())
        m_menu.addSection(tr("Last failures"));
    for (const auto &run : std::as_const(m_failures)) {
        const auto when = relativeTime(run.finished.value_or(run.created), m_context.clock.now());
        m_menu.addAction(m_context.themes.icon(u"failed"_s, m_context.themes.theme().failed),
            tr("%1, %2").arg(buttonText(m_names->name(run.rule)), when), this, [this, id = run.id] {
                emit openWanted();
                emit m_navigator.showRun(id);
            });
    }
    m_menu.addSeparator();
    auto *pause = m_menu.addAction(
        m_status.paused ? tr("Resume everything") : tr("Pause everything"), this, &TrayIcon::pauseWanted);
    pause->setEnabled(m_status.running);
    m_menu.addAction(tr("Quit"), this, &TrayIcon::quitWanted);
}

void TrayIcon::press(const BoardItem &item)
{
    if (!item.fields.isEmpty()) {
        emit openWanted();
        emit boardWanted();
        return;
    }
    whenReady(m_context.engine.press(item.rule, item.step, {}), this, [this](const Result<Appended> &done) {
        if (done)
            return;
        emit openWanted(); // nobody would see the message else
        emit m_navigator.say(done.error().message, true);
    });
}

} // namespace signalbox
