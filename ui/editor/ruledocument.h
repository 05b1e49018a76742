// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/rule.h"
#include "core/rule/steptype.h"
#include "ui/editor/rulefragment.h"

#include <QObject>
#include <QUndoStack>

namespace signalbox {

/// The only way to change a rule in the editor: the rule as a value, and the history of its changes. Every
/// method below is one command that can be undone, whatever else it has to take along (a deleted step's
/// links, say); what changes nothing leaves no command. Consecutive edits of one field are one command.
///
/// A command holds the rule before and after it: values that share all that did not change, so that undo is
/// exact by construction. The document compares the two and says what is different.
///
/// Thread: window.
class RuleDocument : public QObject
{
    Q_OBJECT

public:
    /// `catalog` outlives the document.
    RuleDocument(Rule rule, const StepCatalog &catalog, QObject *parent = nullptr);

    const Rule &rule() const { return m_rule; }
    const StepCatalog &catalog() const { return m_catalog; }
    QUndoStack *undoStack() { return &m_undoStack; }

    /// A step that is not yet in the rule: with a free id and a name that no other step has. `type` may name
    /// a variant too: "webhook#github" (StepCatalog::choice()).
    Step makeStep(const QString &type) const;

    /// `links` are added with it (links that may not be drawn are left out), `replaced` go.
    void addStep(
        const Step &step, QPointF at, const QList<Link> &links = {}, const QList<Link> &replaced = {});
    /// The steps with all their links, and the links. `heal`: what led to a step that goes then leads to what
    /// followed it.
    void remove(const QList<StepId> &steps, const QList<Link> &links = {}, bool heal = false);
    /// Why the link cannot be drawn; empty: it is.
    QString addLink(const Link &link);
    void removeLink(const Link &link) { remove({}, {link}); }
    /// Puts a step that is there on a wire: the link then leads to it and on from its first way out.
    void insertIntoLink(const StepId &step, const Link &link, QPointF at);
    void moveSteps(const QHash<StepId, QPointF> &places, const QString &text = {});
    void renameStep(const StepId &step, const QString &name);
    /// Undefined removes the key. Links from ways out that the step then no longer has go with it.
    void setConfig(const StepId &step, const QString &key, const QJsonValue &value);
    /// The whole config at once, as one command with this text.
    void setWholeConfig(const StepId &step, const QJsonObject &config, const QString &text);
    void setName(const QString &name);
    void setDescription(const QString &description);
    void setFolder(const QString &folder);
    /// How its runs go together (core/rule/runpolicy.h). Undefined removes the key.
    void setRuns(const QString &key, const QJsonValue &value);
    /// The ids that the steps have in this rule.
    QList<StepId> paste(const RuleFragment &fragment, QPointF offset);
    /// Takes over what was stored by somebody else: an import, another window.
    void replace(const Rule &rule);
    /// From now on the next edit is a command of its own, even of the same field.
    void endMerging() { m_mergeKey.clear(); }

    /// As used by the commands; everybody else uses the methods above.
    void apply(const Rule &rule);

signals:
    // What is different, in this order; then changed().
    void linkRemoved(const signalbox::Link &link);
    void stepRemoved(const signalbox::StepId &step);
    void stepAdded(const signalbox::Step &step);
    void stepChanged(const signalbox::Step &step);
    void stepMoved(const signalbox::StepId &step, QPointF place);
    void linkAdded(const signalbox::Link &link);
    void propertiesChanged();
    void changed();

private:
    void dropLostLinks(Rule &after, const Step &changed) const;
    void push(const QString &text, const Rule &after, const QString &mergeKey = {});

    Rule m_rule;
    const StepCatalog &m_catalog;
    QUndoStack m_undoStack;
    QString m_mergeKey; ///< of the newest command
    int m_mergeRun = 0; ///< counts commands that begin anew, so that only what follows each other merges
};

} // namespace signalbox
