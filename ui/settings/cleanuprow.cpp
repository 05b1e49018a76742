// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cleanuprow.h"

#include "ui/widgets/timetext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace signalbox {

using namespace Qt::StringLiterals;

CleanUpRow::CleanUpRow(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_start(new QPushButton(tr("Clean up now")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_progress(new QProgressBar)
    , m_text(new QLabel)
{
    m_start->setObjectName(u"cleanUp"_s);
    m_start->setToolTip(tr("Removes what is older than said above and gives the space back to the disk"));
    m_cancel->setObjectName(u"cancelCleanUp"_s);
    m_cancel->setAccessibleName(tr("Cancel the clean-up"));
    m_progress->setObjectName(u"cleanUpProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the clean-up"));
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(20 * Theme::unit);
    m_text->setObjectName(u"cleanUpText"_s);
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
    m_start->setEnabled(context.keeper);
    if (!context.keeper)
        return;
    connect(m_start, &QPushButton::clicked, context.keeper, &StoreKeeper::cleanUp);
    connect(m_cancel, &QPushButton::clicked, context.keeper, &StoreKeeper::cancelCleanUp);
    connect(context.keeper, &StoreKeeper::cleaningChanged, this, &CleanUpRow::show);
}

void CleanUpRow::show(const Cleaning &cleaning)
{
    const bool isShown = cleaning.isRunning && cleaning.isByHand;
    const bool hadFocus = m_start->hasFocus() || m_cancel->hasFocus();
    m_start->setVisible(!isShown);
    m_cancel->setVisible(isShown);
    m_progress->setVisible(isShown);
    if (hadFocus)
        (isShown ? m_cancel : m_start)->setFocus();
    m_progress->setValue(cleaning.percent);
    if (!cleaning.isByHand)
        return;
    const auto removed = tr("%n event(s) removed", nullptr, int(cleaning.events));
    if (cleaning.isRunning)
        m_text->setText(removed);
    else if (!cleaning.error.isEmpty())
        m_text->setText(tr("Ended early: %1").arg(cleaning.error));
    else if (cleaning.wasCancelled)
        m_text->setText(tr("Cancelled; %1, %2 given back.").arg(removed, sizeText(cleaning.freed)));
    else if (cleaning.events == 0 && cleaning.freed == 0)
        m_text->setText(tr("There was nothing to remove."));
    else
        m_text->setText(tr("%1, %2 given back.").arg(removed, sizeText(cleaning.freed)));
    if (!cleaning.isRunning)
        emit cleaned();
}

} // namespace signalbox
