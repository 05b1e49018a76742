// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace signalbox {

/// "Clean up now": how it goes, a way to end it, and what came of it. Object names: `cleanUp`,
/// `cancelCleanUp`, `cleanUpProgress`, `cleanUpText`. Thread: window.
class CleanUpRow : public QWidget
{
    Q_OBJECT

public:
    explicit CleanUpRow(const Context &context, QWidget *parent = nullptr);

signals:
    void cleaned(); ///< it is over, and the store may be smaller

private:
    void show(const Cleaning &cleaning);

    QPushButton *m_start;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_text;
};

} // namespace signalbox
