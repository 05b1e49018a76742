// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/sharelist.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <QGridLayout>
#include <QLabel>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRows = 6;

} // namespace

ShareList::ShareList(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(2 * Theme::unit);
    m_grid->setVerticalSpacing(Theme::unit / 2);
    m_grid->setColumnStretch(0, 1);
    auto *heading = new QLabel(title);
    heading->setProperty("role", u"label"_s);
    m_grid->addWidget(heading, 0, 0, 1, 3);
    hide();
}

void ShareList::setShares(const QList<StorageUse::Share> &shares)
{
    while (m_grid->count() > 1)
        delete m_grid->takeAt(1)->widget();
    int row = 1;
    for (const auto &share : shares.mid(0, mostRows)) {
        auto *name = new QLabel(singleLine(share.name, 60));
        name->setTextFormat(Qt::PlainText);
        name->setToolTip(plainToolTip(share.name));
        name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto *count = new QLabel(countText(share.count));
        count->setProperty("role", u"muted"_s);
        count->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        auto *size = new QLabel(sizeText(share.bytes));
        size->setAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(count, row, 1);
        m_grid->addWidget(size, row, 2);
        ++row;
    }
    setVisible(row > 1);
}

} // namespace signalbox
