// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace signalbox {

/// A long task in one row: a button that starts it; in its place, while it lasts, how far it is and Cancel;
/// and a sentence on how it went. Thread: window.
class TaskRow : public QWidget
{
    Q_OBJECT

protected:
    /// The parts are called NAME, cancelNAME, NAMEProgress and NAMEText.
    TaskRow(const QString &name, const QString &title, QWidget *parent);

    /// The keyboard stays in the row.
    void setBusy(bool busy);

    QPushButton *m_start;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_text;
};

} // namespace signalbox
