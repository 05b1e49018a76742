// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/cleanuprow.h"

#include "ui/widgets/timetext.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace signalbox {

using namespace Qt::StringLiterals;

CleanUpRow::CleanUpRow(const Context &context, QWidget *parent)
    : TaskRow(u"cleanUp"_s, tr("Clean up now"), parent)
{
    m_start->setToolTip(tr("Removes what is older than said above and gives the space back to the disk"));
    m_cancel->setAccessibleName(tr("Cancel the clean-up"));
    m_progress->setAccessibleName(tr("Progress of the clean-up"));
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
    setBusy(isShown);
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
