// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"

#include <QUndoCommand>

namespace signalbox {

class RuleDocument;

/// One gesture: the rule before it and after it. Two commands with the same merge key that follow each other
/// become one. Thread: window.
class RuleCommand : public QUndoCommand
{
public:
    RuleCommand(RuleDocument &document, const QString &text, Rule after, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;

private:
    RuleDocument &m_document;
    Rule m_before;
    Rule m_after;
    QString m_mergeKey;
};

} // namespace signalbox
