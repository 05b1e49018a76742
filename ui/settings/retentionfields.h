// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/retention.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace signalbox {

/// How long what is kept: holds at once, for the keeper and in the settings. Object names: `keepDays`,
/// `keepFailedDays`, `mostMegabytes`. Thread: window.
class RetentionFields : public QWidget
{
    Q_OBJECT

public:
    explicit RetentionFields(const Context &context, QWidget *parent = nullptr);

private:
    QComboBox *addChoice(const QString &name, const QString &label, const QString &unlimited);
    void showValue();
    void keep();

    Context m_context;
    QComboBox *m_keep;
    QComboBox *m_keepFailed;
    QComboBox *m_most;
    QLabel *m_problem;
};

} // namespace signalbox
