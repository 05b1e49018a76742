// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace signalbox {

class ChoiceBox;
class TextArea;

/// "Run now": starts the live version of a rule by hand, with data given here. Object names: "runTrigger",
/// "runData", "runStart", "runNote". Thread: window.
class TryPanel : public QWidget
{
    Q_OBJECT

public:
    TryPanel(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    /// `rule` as it is edited; `stored`: null where nothing is stored yet.
    void setRule(const Rule &rule, const StoredRule *stored, bool isDraft);
    void focusData();

signals:
    void starting(); ///< before anything of the run can be heard

private:
    void showExample();
    void start();

    Context m_context;
    Navigator &m_navigator;
    Rule m_rule;
    ChoiceBox *m_trigger;
    TextArea *m_data;
    QPushButton *m_start;
    QPushButton *m_show;
    QLabel *m_note;
    QString m_example; ///< what was filled in; what the user wrote is not overwritten
    RunId m_run;
    int m_version = 0;
};

} // namespace signalbox
