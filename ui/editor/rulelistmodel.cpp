// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulelistmodel.h"

#include "core/base/futures.h"
#include "ui/editor/rulechecker.h"
#include "ui/editor/ruleshelf.h"
#include "ui/widgets/background.h"
#include "ui/widgets/context.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RuleListModel::RuleListModel(const Context &context, RuleShelf &shelf, QObject *parent)
    : QAbstractListModel(parent)
    , m_context(context)
    , m_shelf(shelf)
{
    m_runsTimer.setSingleShot(true);
    m_runsTimer.setInterval(250ms);
    connect(&m_runsTimer, &QTimer::timeout, this, &RuleListModel::readRuns);
    m_factsTimer.setSingleShot(true);
    m_factsTimer.setInterval(200ms);
    connect(&m_factsTimer, &QTimer::timeout, this, [this] {
        for (const auto &row : std::as_const(m_rows)) {
            if (!row.rule.isEmpty())
                refreshFacts(row.rule);
        }
    });
    connect(&shelf, &RuleShelf::changed, this, [this] {
        refresh();
        if (!m_runsTimer.isActive())
            m_runsTimer.start(); // of rules that are new here, nothing was read yet
    });
    connect(&shelf, &RuleShelf::draftChanged, this, [this](const RuleId &rule) {
        refresh(); // its name or folder may be another
        if (const auto index = indexOf(rule); index.isValid())
            emit dataChanged(index, index);
        m_factsTimer.start();
    });
    connect(&context.store, &Store::runsChanged, this, [this] {
        if (!m_runsTimer.isActive())
            m_runsTimer.start();
    });
    refresh();
    readRuns();
}

RuleListModel::~RuleListModel() = default;

QList<RuleListModel::Row> RuleListModel::wantedRows() const
{
    QList<Row> rules;
    for (const auto &stored : m_shelf.rules()) {
        const auto rule = m_shelf.current(stored.draft.id);
        if (m_filter.isEmpty() || rule.name.contains(m_filter, Qt::CaseInsensitive)
            || rule.folder.contains(m_filter, Qt::CaseInsensitive)
            || rule.id.value.contains(m_filter, Qt::CaseInsensitive))
            rules += Row{rule.id, rule.name, rule.folder};
    }
    std::ranges::stable_sort(rules, [](const Row &a, const Row &b) {
        const auto folders = QString::localeAwareCompare(a.folder, b.folder);
        return folders != 0 ? folders < 0 : QString::localeAwareCompare(a.text, b.text) < 0;
    });
    QList<Row> rows;
    for (const auto &rule : rules) {
        if (!rule.folder.isEmpty() && (rows.isEmpty() || rows.last().folder != rule.folder))
            rows += Row{{}, rule.folder, rule.folder};
        rows += rule;
    }
    return rows;
}

void RuleListModel::refresh()
{
    auto rows = wantedRows();
    if (rows != m_rows) {
        const auto same
            = rows.size() == m_rows.size() && std::ranges::equal(rows, m_rows, {}, &Row::rule, &Row::rule);
        if (same) {
            m_rows = rows; // names only: the selection stays
        } else {
            beginResetModel();
            m_rows = rows;
            endResetModel();
        }
    }
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
    m_factsTimer.start();
}

void RuleListModel::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    refresh();
}

void RuleListModel::refreshFacts(const RuleId &id)
{
    const auto rule = m_shelf.current(id);
    if (const auto known = m_checked.constFind(id); known != m_checked.constEnd() && *known == rule)
        return;
    m_checked.insert(id, rule);
    QStringList triggers;
    for (const auto &step : rule.steps) {
        const auto *type = m_context.catalog.find(step.type);
        if (type && type->isTrigger() && !triggers.contains(type->icon))
            triggers += type->icon;
    }
    m_facts[id].triggers = triggers;
    const auto problems
        = inBackground([rule, catalog = m_context.catalog] { return int(problemsOf(rule, catalog).size()); });
    whenReady(problems, this, [this, id](int count) {
        m_facts[id].problems = count;
        if (const auto index = indexOf(id); index.isValid())
            emit dataChanged(index, index);
    });
}

void RuleListModel::readRuns()
{
    if (m_askedRuns) {
        m_runsStale = true;
        return;
    }
    m_askedRuns = true;
    m_runsStale = false;
    QList<RuleId> rules;
    for (const auto &stored : m_shelf.rules())
        rules += stored.draft.id;
    const auto answer = m_context.readers.ask([rules](Reader &reader) -> Result<QList<Run>> {
        QList<Run> last;
        for (const auto &rule : rules) {
            auto runs = reader.runs({.state = {}, .rule = rule, .event = 0}, {}, Page::Older, 1);
            if (!runs)
                return Failure(runs.error());
            last += *runs;
        }
        return last;
    });
    whenReady(answer, this, [this](const Result<QList<Run>> &last) {
        m_askedRuns = false;
        for (const auto &run : last.value_or(QList<Run>())) {
            auto &facts = m_facts[run.rule];
            facts.lastState = run.state;
            facts.lastTime = run.created;
        }
        if (!m_rows.isEmpty())
            emit dataChanged(index(0), index(int(m_rows.size()) - 1));
        if (m_runsStale)
            m_runsTimer.start();
    });
}

QModelIndex RuleListModel::indexOf(const RuleId &rule) const
{
    const auto found = std::ranges::find(m_rows, rule, &Row::rule);
    return rule.isEmpty() || found == m_rows.end() ? QModelIndex() : index(int(found - m_rows.begin()));
}

RuleId RuleListModel::ruleAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_rows.size() ? m_rows.at(index.row()).rule : RuleId();
}

int RuleListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant RuleListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const auto &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.text.isEmpty() ? tr("Without a name") : row.text;
    if (row.rule.isEmpty())
        return role == IdRole ? QVariant(QString()) : QVariant();
    const auto *stored = m_shelf.stored(row.rule);
    const auto facts = m_facts.value(row.rule);
    switch (role) {
    case IdRole:
        return row.rule.value;
    case EnabledRole:
        return stored && stored->enabled;
    case DraftRole:
        return m_shelf.isDraft(row.rule);
    case PublishedRole:
        return stored && stored->version > 0;
    case ProblemsRole:
        return facts.problems;
    case TriggersRole:
        return facts.triggers;
    case LastStateRole:
        return facts.lastState ? QVariant(int(*facts.lastState)) : QVariant();
    case LastTimeRole:
        return facts.lastState ? QVariant(toMicroseconds(facts.lastTime)) : QVariant();
    case Qt::AccessibleTextRole: {
        QStringList words{row.text, stored && stored->enabled ? tr("on") : tr("off")};
        if (m_shelf.isDraft(row.rule))
            words += tr("has a draft");
        if (facts.problems > 0)
            words += tr("%n problem(s)", nullptr, facts.problems);
        if (facts.lastState)
            words += tr("last run: %1").arg(stateTitle(*facts.lastState));
        return words.join(u", "_s);
    }
    default:
        return {};
    }
}

Qt::ItemFlags RuleListModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return ruleAt(index).isEmpty() ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

} // namespace signalbox
