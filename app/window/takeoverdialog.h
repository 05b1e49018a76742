// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/otherprogram.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace signalbox {

/// Before the window opens on a folder where an engine without a window runs: says so, and stops that one if
/// wanted. Accepted: it is gone and the folder is free. Object names: "takeOver", "leaveIt".
/// Thread: window.
class TakeoverDialog : public QDialog
{
    Q_OBJECT

public:
    TakeoverDialog(const OtherProgram &other, const QString &folder);

private:
    void stopOther();
    void look();

    const OtherProgram &m_other;
    QLabel *m_text;
    QPushButton *m_takeOver;
    QTimer m_poll;
    int m_looks = 0;
};

} // namespace signalbox
