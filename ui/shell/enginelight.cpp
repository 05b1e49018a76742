// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/enginelight.h"

#include "core/base/futures.h"
#include "ui/widgets/timetext.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QUrl>
#include <QWidgetAction>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// The pace is a mean over about this many seconds, so that the number can be read.
constexpr double smoothing = 3;
constexpr int detailsWidth = 38 * Theme::unit;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EngineLight)
};

} // namespace

EngineLook lookOf(const EngineStatus &status, double eventsPerSecond, const Theme &theme)
{
    QStringList words, trouble;
    if (!status.trouble.isEmpty())
        trouble += status.trouble;
    if (!status.listenError.isEmpty())
        trouble += status.listenError;
    EngineLook look{u"signal"_s, theme.succeeded, {}, trouble.join(u'\n')};
    if (!status.running) {
        words += Tr::tr("Stopped");
        look.icon = u"stop"_s;
        look.color = status.trouble.isEmpty() ? theme.skipped : theme.failed;
    } else if (status.paused) {
        words += status.isSafe ? Tr::tr("Paused after crashes") : Tr::tr("Paused");
        look.icon = status.isSafe ? u"warning"_s : u"pause"_s;
        look.color = status.isSafe ? theme.failed : theme.waiting;
    } else if (!trouble.isEmpty()) {
        words += Tr::tr("Running, with trouble");
        look.icon = u"warning"_s;
        look.color = theme.waiting;
    } else {
        words += Tr::tr("Running");
    }
    if (const QUrl url(status.listening); !url.isEmpty())
        words += url.authority();
    else if (!status.listenError.isEmpty())
        words += Tr::tr("not listening");
    if (status.running)
        words += eventsPerSecond > 0 ? Tr::tr("%1 events/s").arg(rateText(eventsPerSecond)) : Tr::tr("idle");
    look.words = words.join(u" · ");
    return look;
}

EngineLight::EngineLight(const Context &context, Navigator &navigator, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_state(new QToolButton(this))
    , m_pause(new QToolButton(this))
    , m_details(new QLabel)
    , m_lastSeen(context.store.lastSequence())
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_state);
    layout->addWidget(m_pause);
    m_state->setObjectName(u"engine"_s);
    m_state->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_state->setAutoRaise(true);
    m_state->setPopupMode(QToolButton::InstantPopup);
    m_state->setMenu(makeMenu());
    m_pause->setObjectName(u"enginePause"_s);
    m_pause->setAutoRaise(true);
    m_pause->setIconSize({Theme::iconSize, Theme::iconSize});
    connect(m_pause, &QToolButton::clicked, this, &EngineLight::togglePause);

    m_pace.setInterval(1s);
    connect(&m_pace, &QTimer::timeout, this, &EngineLight::measure);
    connect(&context.store, &Store::appended, this, [this] {
        if (!m_pace.isActive())
            m_pace.start();
    });
    connect(&context.engine, &Engine::statusChanged, this, &EngineLight::setStatus);
    connect(&context.themes, &ThemeManager::changed, this, &EngineLight::refresh);
    whenReady(context.engine.status(), this, [this](const EngineStatus &status) { setStatus(status); });
    refresh();
}

QMenu *EngineLight::makeMenu()
{
    auto *menu = new QMenu(this);
    m_details->setTextFormat(Qt::PlainText);
    m_details->setWordWrap(true);
    m_details->setFixedWidth(detailsWidth);
    m_details->setContentsMargins(12, 8, 12, 8);
    auto *details = new QWidgetAction(menu);
    details->setDefaultWidget(m_details);
    menu->addAction(details);
    menu->addSeparator();
    m_pauseAction = menu->addAction(QString(), this, &EngineLight::togglePause);
    m_copyAddress = menu->addAction(
        m_context.themes.icon(u"copy"_s), Tr::tr("Copy the listener's address"), this, [this] {
            QGuiApplication::clipboard()->setText(m_status.listening);
            emit m_navigator.say(Tr::tr("%1 is on the clipboard.").arg(m_status.listening));
        });
    menu->addAction(m_context.themes.icon(u"settings"_s), Tr::tr("Change the listener…"), this,
        &EngineLight::listenerSettingsWanted);
    return menu;
}

void EngineLight::togglePause()
{
    const bool pause = !m_status.paused;
    whenReady(m_context.engine.setPaused(pause), this, [this](const Result<void> &done) {
        if (!done)
            emit m_navigator.say(done.error().message, true);
        // Also when no signal came: the light shows what is, not what was asked for.
        whenReady(m_context.engine.status(), this, [this](const EngineStatus &status) { setStatus(status); });
    });
}

void EngineLight::setStatus(const EngineStatus &status)
{
    // It stands still from the start, which nobody expects: said once where it is seen.
    if (status.isSafe && !m_status.isSafe)
        emit m_navigator.say(status.trouble, true);
    m_status = status;
    refresh();
}

void EngineLight::measure()
{
    const auto last = m_context.store.lastSequence();
    const auto came = double(last - m_lastSeen);
    m_lastSeen = last;
    m_eventsPerSecond += (came - m_eventsPerSecond) / smoothing;
    m_quietSeconds = came > 0 ? 0 : m_quietSeconds + 1;
    if (m_eventsPerSecond < 0.05 || m_quietSeconds > 5) {
        m_eventsPerSecond = 0;
        m_pace.stop();
    }
    refresh();
}

void EngineLight::refresh()
{
    const auto &themes = m_context.themes;
    const auto look = lookOf(m_status, m_eventsPerSecond, themes.theme());
    m_state->setIcon(themes.icon(look.icon, look.color));
    m_state->setText(look.words);
    m_state->setAccessibleName(Tr::tr("Engine: %1").arg(look.words));
    m_state->setAccessibleDescription(look.trouble);
    QStringList lines;
    if (!look.trouble.isEmpty())
        lines += look.trouble;
    else if (m_status.paused)
        lines += Tr::tr("Events are taken and kept; no run goes on until you resume.");
    else if (m_status.running)
        lines += Tr::tr("Events are taken and rules run.");
    if (!m_status.listening.isEmpty())
        lines += Tr::tr("Webhooks come in at\n%1/hook/…").arg(m_status.listening);
    lines += Tr::tr("Active runs: %1").arg(countText(m_status.activeRuns));
    m_details->setText(lines.join(u"\n\n"));
    m_copyAddress->setEnabled(!m_status.listening.isEmpty());
    const auto pauseText = m_status.paused ? Tr::tr("Resume everything") : Tr::tr("Pause everything");
    m_pauseAction->setText(pauseText);
    m_pauseAction->setIcon(themes.icon(m_status.paused ? u"play"_s : u"pause"_s));
    m_pause->setIcon(themes.icon(
        m_status.paused ? u"play"_s : u"pause"_s, m_status.paused ? themes.theme().waiting : QColor()));
    m_pause->setToolTip(pauseText);
    m_pause->setAccessibleName(pauseText);
    m_pause->setEnabled(m_status.running);
    m_pauseAction->setEnabled(m_status.running);
    emit statusShown(m_status);
}

} // namespace signalbox
