// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/taskrow.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace signalbox {

using namespace Qt::StringLiterals;

TaskRow::TaskRow(const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_start(new QPushButton(title))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_progress(new QProgressBar)
    , m_text(new QLabel)
{
    m_start->setObjectName(name);
    m_cancel->setObjectName(u"cancel"_s + name.at(0).toUpper() + name.mid(1));
    m_progress->setObjectName(name + u"Progress"_s);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(20 * Theme::unit);
    m_text->setObjectName(name + u"Text"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setProperty("role", u"muted"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::unit);
    row->addWidget(m_start);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_text, 1);
    m_cancel->hide();
    m_progress->hide();
}

void TaskRow::setBusy(bool busy)
{
    const bool hadFocus = m_start->hasFocus() || m_cancel->hasFocus();
    m_start->setVisible(!busy);
    m_cancel->setVisible(busy);
    m_cancel->setEnabled(true);
    m_progress->setVisible(busy);
    if (hadFocus)
        (busy ? m_cancel : m_start)->setFocus();
}

} // namespace signalbox
