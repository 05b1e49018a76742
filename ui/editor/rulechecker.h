// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace signalbox {

class RuleDocument;

/// Everything that keeps this rule from being switched on: what validation says, and what only the editor
/// knows to be unfinished (JSON that is none yet, and would be sent as text). Pure; any thread.
QList<Problem> problemsOf(const Rule &rule, const StepCatalog &catalog);

/// Keeps the problems of a document up to date while it is edited, a moment after the last change and off the
/// window thread. Thread: window.
class RuleChecker : public QObject
{
    Q_OBJECT

public:
    explicit RuleChecker(QObject *parent = nullptr);

    void setDocument(RuleDocument *document);
    const QList<Problem> &problems() const { return m_problems; }

signals:
    void checked(const QList<signalbox::Problem> &problems);

private:
    void check();

    QPointer<RuleDocument> m_document;
    QTimer m_timer;
    QList<Problem> m_problems;
    quint64 m_generation = 0; ///< of what was asked, so that an answer about an earlier rule is dropped
};

} // namespace signalbox
