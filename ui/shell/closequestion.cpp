// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/closequestion.h"

#include "ui/shell/choicecard.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>

namespace signalbox {

using namespace Qt::StringLiterals;

WhenClosed whenClosed(const QString &setting, bool hasTray)
{
    if (!hasTray || setting == u"quit")
        return WhenClosed::Quit;
    return setting == u"tray" ? WhenClosed::KeepRunning : WhenClosed::Ask;
}

CloseQuestion::CloseQuestion(const ThemeManager &themes, QWidget *parent)
    : Overlay(themes, parent)
{
    setAccessibleName(tr("Closing the window"));
    auto *title = new QLabel(tr("Shall your rules go on running?"));
    title->setProperty("role", u"heading"_s);
    auto *remark = new QLabel(tr("You are asked once; Settings can change it."));
    remark->setProperty("role", u"muted"_s);
    auto *keep = new ChoiceCard(themes, u"tray"_s, tr("Yes, in the tray"),
        tr("Only the window closes. Signalbox stays in the tray, takes events and runs your rules."));
    keep->setObjectName(u"keepRunning"_s);
    auto *quit = new ChoiceCard(themes, u"power"_s, tr("No, quit"),
        tr("Nothing is taken or run until you start it again. What was accepted is kept and goes on then."));
    quit->setObjectName(u"quitProgram"_s);
    auto *cards = new QHBoxLayout;
    cards->setSpacing(Theme::unit);
    cards->addWidget(keep);
    cards->addWidget(quit);
    auto *layout = new QVBoxLayout(card());
    layout->setContentsMargins(2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(title);
    layout->addWidget(remark);
    layout->addSpacing(Theme::unit);
    layout->addLayout(cards);
    setFocusProxy(keep);
    const auto answer = [this](WhenClosed chosen) {
        close();
        emit answered(chosen);
    };
    connect(keep, &ChoiceCard::clicked, this, [answer] { answer(WhenClosed::KeepRunning); });
    connect(quit, &ChoiceCard::clicked, this, [answer] { answer(WhenClosed::Quit); });
}

void CloseQuestion::open()
{
    Overlay::open();
    focusProxy()->setFocus(Qt::PopupFocusReason);
}

} // namespace signalbox
