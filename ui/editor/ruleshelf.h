// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"
#include "ui/widgets/context.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace signalbox {

class LiveStates;
class RuleDocument;

/// The rules as they are stored, and the documents of those that were opened: documents and their undo
/// history stay until the window closes. Drafts save themselves a moment after the last edit; what is not yet
/// saved is handed to the engine when this is destroyed. What is live changes only by publish().
///
/// Thread: window.
class RuleShelf : public QObject
{
    Q_OBJECT

public:
    RuleShelf(const Context &context, QObject *parent = nullptr);
    ~RuleShelf() override;

    bool isLoaded() const { return m_isLoaded; }
    const QList<StoredRule> &rules() const { return m_rules; } ///< by folder, then name
    const StoredRule *stored(const RuleId &rule) const;

    /// Null: there is no such rule.
    RuleDocument *open(const RuleId &rule);
    RuleDocument *document(const RuleId &rule) const { return m_documents.value(rule); } ///< null: not open
    LiveStates *states(const RuleId &rule); ///< of an open rule

    /// The rule as it is being edited, or as it is stored.
    Rule current(const RuleId &rule) const;
    /// Whether what is edited differs from what is live.
    bool isDraft(const RuleId &rule) const;

    /// Adds a rule, with an id that is free and made from its name, and saves it as a draft.
    RuleId create(Rule rule);
    RuleId duplicate(const RuleId &rule);
    /// Takes a rule from a file as a draft, switched off; one with its id that is there already gets it as an
    /// edit, which can be undone.
    RuleId import(Rule rule);
    void save(const RuleId &rule); ///< at once, if there is something to save
    void saveAll();
    void publish(const RuleId &rule);
    void setEnabled(const RuleId &rule, bool enabled);
    void remove(const RuleId &rule);

signals:
    void changed(); ///< rules, or what is stored about them
    void draftChanged(const signalbox::RuleId &rule); ///< was edited, saved or published
    void published(const signalbox::RuleId &rule, int version, bool isOn);
    void failed(const signalbox::RuleId &rule, const signalbox::Error &error);

private:
    void reload();
    void take(const QList<StoredRule> &rules, quint64 asked);
    bool isAhead(const RuleId &rule, quint64 asked) const;
    void forget(const RuleId &rule);
    void onEdited(const RuleId &rule);
    RuleId add(Rule rule);
    RuleDocument *addDocument(const Rule &rule);
    RuleId freeId(const QString &name) const;

    Context m_context;
    QList<StoredRule> m_rules;
    QHash<RuleId, RuleDocument *> m_documents;
    QHash<RuleId, LiveStates *> m_states;
    QSet<RuleId> m_dirty; ///< edited and not yet given to the engine
    QHash<RuleId, int> m_saving; ///< saves under way
    QHash<RuleId, quint64> m_savedAt; ///< the newest question when the last save was done
    QTimer m_saveTimer;
    QTimer m_reloadTimer;
    quint64 m_asked = 0; ///< questions so far; the newest one's number
    quint64 m_taken = 0; ///< the question whose answer is in m_rules
    bool m_isLoaded = false;
};

} // namespace signalbox
