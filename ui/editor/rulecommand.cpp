// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulecommand.h"

#include "ui/editor/ruledocument.h"

namespace signalbox {

RuleCommand::RuleCommand(RuleDocument &document, const QString &text, Rule after, QString mergeKey)
    : QUndoCommand(text)
    , m_document(document)
    , m_before(document.rule())
    , m_after(std::move(after))
    , m_mergeKey(std::move(mergeKey))
{
}

void RuleCommand::undo()
{
    m_document.apply(m_before);
}

void RuleCommand::redo()
{
    m_document.apply(m_after);
}

int RuleCommand::id() const
{
    return m_mergeKey.isEmpty() ? -1 : 1;
}

bool RuleCommand::mergeWith(const QUndoCommand *other)
{
    const auto &later = static_cast<const RuleCommand &>(*other);
    if (later.m_mergeKey != m_mergeKey)
        return false;
    m_after = later.m_after;
    setObsolete(m_after == m_before); // typed and taken back
    return true;
}

} // namespace signalbox
