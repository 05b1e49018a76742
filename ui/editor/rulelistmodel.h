// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/rule/run.h"

#include <QAbstractListModel>
#include <QHash>
#include <QTimer>

namespace signalbox {

class RuleShelf;
class StepCatalog;
struct Context;
struct Rule;

/// The rules in a list, under the headings of their folders: what is stored about each, what is being edited,
/// what is wrong with it, and how its last run went. Thread: window.
class RuleListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< rule id as text; empty: a folder's heading
        EnabledRole, ///< bool
        DraftRole, ///< bool: what is edited differs from what is live
        PublishedRole, ///< bool: there is a live version
        ProblemsRole, ///< int
        TriggersRole, ///< QStringList: icons of its triggers
        LastStateRole, ///< State as int; invalid: never ran
        LastTimeRole ///< qint64 microseconds, of the last run
    };

    RuleListModel(const Context &context, RuleShelf &shelf, QObject *parent = nullptr);
    ~RuleListModel() override;

    void setFilter(const QString &text);
    QModelIndex indexOf(const RuleId &rule) const;
    RuleId ruleAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        RuleId rule; ///< empty: a heading
        QString text;
        QString folder;

        bool operator==(const Row &) const = default;
    };
    struct Facts
    {
        int problems = 0;
        QStringList triggers;
        std::optional<State> lastState;
        Instant lastTime;
    };

    QList<Row> wantedRows() const;
    void refresh();
    void refreshFacts(const RuleId &rule);
    void readRuns();

    const Context &m_context;
    RuleShelf &m_shelf;
    QString m_filter;
    QList<Row> m_rows;
    QHash<RuleId, Facts> m_facts;
    QHash<RuleId, Rule> m_checked; ///< of which the problems are known
    QTimer m_runsTimer;
    QTimer m_factsTimer;
    bool m_askedRuns = false;
    bool m_runsStale = false;
};

} // namespace signalbox
