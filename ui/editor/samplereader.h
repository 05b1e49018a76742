// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/rulesamples.h"
#include "ui/widgets/context.h"

#include <QObject>
#include <QTimer>

namespace signalbox {

/// Reads what stood in a rule's last finished run, now and whenever it ran again. Thread: window.
class SampleReader : public QObject
{
    Q_OBJECT

public:
    explicit SampleReader(const Context &context, QObject *parent = nullptr);

    void setRule(const RuleId &rule);

signals:
    void read(const signalbox::RuleSamples &samples);

private:
    void ask();

    Context m_context;
    RuleId m_rule;
    QTimer m_timer;
    bool m_isAsked = false;
};

} // namespace signalbox
