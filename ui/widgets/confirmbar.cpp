// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/confirmbar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace signalbox {

using namespace Qt::StringLiterals;

ConfirmBar::ConfirmBar(QWidget *parent)
    : QFrame(parent)
    , m_question(new QLabel)
    , m_yes(new QPushButton)
    , m_no(new QPushButton(tr("Keep")))
{
    setProperty("card", true);
    m_question->setTextFormat(Qt::PlainText);
    m_question->setWordWrap(true);
    m_yes->setObjectName(u"confirm"_s);
    m_yes->setProperty("danger", true);
    m_no->setObjectName(u"keep"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(3 * Theme::unit / 2, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_question, 1);
    layout->addWidget(m_yes);
    layout->addWidget(m_no);
    hide();

    connect(m_no, &QPushButton::clicked, this, &ConfirmBar::dismiss);
    connect(m_yes, &QPushButton::clicked, this, [this] {
        const auto action = std::exchange(m_action, {});
        hide();
        if (action)
            action();
    });
}

void ConfirmBar::ask(const QString &question, const QString &yes, std::function<void()> action)
{
    m_action = std::move(action);
    m_question->setText(question);
    m_yes->setText(yes);
    setAccessibleName(question);
    m_yes->setAccessibleDescription(question);
    show();
    m_no->setFocus(); // so that a Return too many loses nothing
}

void ConfirmBar::dismiss()
{
    m_action = {};
    hide();
}

void ConfirmBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace signalbox
