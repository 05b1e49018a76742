// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/storageuse.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace signalbox {

/// The largest of something, with how many there are and how much they take; hidden while there is none.
/// Thread: window.
class ShareList : public QWidget
{
    Q_OBJECT

public:
    explicit ShareList(const QString &title, QWidget *parent = nullptr);

    void setShares(const QList<StorageUse::Share> &shares); ///< largest first

private:
    QGridLayout *m_grid;
};

} // namespace signalbox
