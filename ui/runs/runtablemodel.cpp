// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runtablemodel.h"

#include "core/store/store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/eventhead.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/rulenames.h"
#include "ui/widgets/timetext.h"

namespace signalbox {

namespace {

constexpr int spareRows = 32; // read beyond those in sight when looking for new ones at the top

bool isLetThrough(const Run &run, const RunFilter &filter, const QSet<RunId> &pinned)
{
    return (!filter.state || run.state == *filter.state) && (filter.rule.isEmpty() || run.rule == filter.rule)
        && (filter.event == 0 || run.event == filter.event) && (!filter.isPinned || pinned.contains(run.id));
}

Result<QList<RunRow>> toRows(Reader &reader, const Result<QList<Run>> &runs)
{
    if (!runs)
        return Failure(runs.error());
    const auto pinned = reader.pinnedRuns();
    if (!pinned)
        return Failure(pinned.error());
    QHash<Sequence, QString> types; // several runs often have one event
    QList<RunRow> rows;
    rows.reserve(runs->size());
    for (const auto &run : *runs) {
        if (!types.contains(run.event)) {
            const auto head = readHead(reader, run.event);
            if (!head && head.error().code != Error::Code::NotFound)
                return Failure(head.error());
            types.insert(run.event, head ? head->type : QString());
        }
        rows.append({run, types.value(run.event), pinned->contains(run.id)});
    }
    return rows;
}

} // namespace

RunTableModel::RunTableModel(Store &store, ReaderPool &readers, const RuleNames &names, const Clock &clock,
    Limits limits, QObject *parent)
    : KeysetTableOf(limits, parent)
    , m_readers(readers)
    , m_names(names)
    , m_clock(clock)
{
    connect(&store, &Store::runsChanged, this, [this] { wake(); });
    connect(&names, &RuleNames::changed, this, [this] {
        if (rowCount() > 0)
            emit dataChanged(index(0, RuleColumn), index(rowCount() - 1, RuleColumn), {Qt::DisplayRole});
    });
}

void RunTableModel::setFilter(const RunFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void RunTableModel::reload()
{
    load(read({}, Page::Older, limits().page), true);
}

void RunTableModel::goTo(const RunId &run)
{
    load(readDown(run, limits().page), false);
}

void RunTableModel::load(const QFuture<Result<QList<RunRow>>> &answer, bool atNewest)
{
    beginLoading();
    ask(answer, [this, atNewest](const Result<QList<RunRow>> &rows) {
        if (!rows) {
            loadingFailed();
            return;
        }
        m_counted = {};
        replaceAll(*rows, rows->size() == limits().page, atNewest);
    });
}

QFuture<Result<QList<RunRow>>> RunTableModel::read(const RunId &from, Page page, int limit)
{
    return m_readers.ask([filter = m_filter, from, page, limit](Reader &reader) {
        return toRows(reader, reader.runs(filter, from, page, limit));
    });
}

QFuture<Result<QList<RunRow>>> RunTableModel::readDown(const RunId &from, int limit)
{
    return m_readers.ask([filter = m_filter, from, limit](Reader &reader) -> Result<QList<RunRow>> {
        auto first = reader.run(from);
        if (!first)
            return Failure(first.error());
        first->steps.clear();
        const auto pinned = reader.pinnedRuns();
        if (!pinned)
            return Failure(pinned.error());
        const auto isShown = isLetThrough(*first, filter, *pinned);
        auto runs = reader.runs(filter, from, Page::Older, isShown ? limit - 1 : limit);
        if (runs && isShown)
            runs->prepend(*first);
        return toRows(reader, runs);
    });
}

void RunTableModel::look()
{
    if (mode() == Mode::Following && isAtNewest())
        lookAtTop();
    else if (rowCount() > 0)
        lookAtVisible();
    else
        countNews();
}

void RunTableModel::lookAtTop()
{
    const auto limit = std::min(m_lastVisible + 1 + spareRows, limits().page);
    ask(read({}, Page::Older, limit), [this, limit](const Result<QList<RunRow>> &rows) {
        if (!rows) {
            lookDone();
            return;
        }
        m_counted = {};
        if (mode() != Mode::Following || !isAtNewest()) {
            wake(); // scrolled away meanwhile
        } else if (rows->size() < limit) {
            merge(0, rowCount() - 1, *rows);
            setHasOlder(false);
        } else if (rowCount() == 0 || keyOf(rows->last()) > key(0)) {
            replaceAll(*rows, true, true); // so many came that the old rows do not join up with these
            return;
        } else {
            const auto end = position(keyOf(rows->last()));
            merge(0, end < rowCount() && key(end) == keyOf(rows->last()) ? end : end - 1, *rows);
        }
        lookDone();
    });
}

void RunTableModel::lookAtVisible()
{
    const auto top = key(std::min(m_firstVisible, rowCount() - 1));
    const auto limit = m_lastVisible - m_firstVisible + 1;
    ask(readDown(top, limit), [this, top, limit](const Result<QList<RunRow>> &rows) {
        if (!rows) {
            lookDone();
            return;
        }
        const auto first = position(top);
        if (rows->size() < limit) {
            merge(first, rowCount() - 1, *rows);
            setHasOlder(false);
        } else {
            const auto end = position(keyOf(rows->last()));
            merge(first, end < rowCount() && key(end) == keyOf(rows->last()) ? end : end - 1, *rows);
        }
        countNews();
    });
}

void RunTableModel::countNews()
{
    const auto limit = newsLimit - news();
    if (!isAtNewest() || limit <= 0) {
        lookDone();
        return;
    }
    const auto from = !m_counted.isEmpty() || rowCount() == 0 ? m_counted : key(0);
    const auto answer = m_readers.ask([filter = m_filter, from, limit](Reader &reader) {
        return reader.runs(filter, from, Page::Newer, limit);
    });
    ask(answer, [this](const Result<QList<Run>> &runs) {
        if (runs && !runs->isEmpty() && mode() == Mode::Counting) {
            m_counted = runs->last().id;
            setNews(news() + int(runs->size()));
        }
        lookDone();
    });
}

void RunTableModel::refreshTimes()
{
    if (rowCount() > 0)
        emit dataChanged(
            index(m_firstVisible, StartedColumn), index(m_lastVisible, DurationColumn), {Qt::DisplayRole});
}

QVariant RunTableModel::display(const RunRow &row, int column) const
{
    const auto &run = row.run;
    switch (column) {
    case StateColumn:
        return stateTitle(run.state);
    case RuleColumn:
        return singleLine(m_names.name(run.rule), 200);
    case EventColumn:
        return row.eventType.isEmpty() ? tr("event %1").arg(run.event) : singleLine(row.eventType, 200);
    case StartedColumn:
        return relativeTime(run.started.value_or(run.created), m_clock.now());
    case DurationColumn:
        if (!run.started)
            return {};
        if (!run.finished && run.state != State::Running)
            return {};
        return durationText(
            std::max(std::chrono::microseconds(0), run.finished.value_or(m_clock.now()) - *run.started));
    case ErrorColumn:
        return singleLine(run.error);
    default:
        return {};
    }
}

QVariant RunTableModel::toolTip(const RunRow &row, int column) const
{
    if (column == StartedColumn)
        return exactTime(row.run.started.value_or(row.run.created));
    if (column == RuleColumn && row.isPinned)
        return plainToolTip(
            display(row, column).toString() + u'\n' + tr("Pinned: stays however old it gets"));
    const auto text = column == ErrorColumn ? row.run.error : display(row, column).toString();
    return text.isEmpty() ? QVariant() : plainToolTip(text);
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == IdRole)
        return key(index.row()).value;
    const auto *shown = row(index.row());
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*shown, index.column());
    case Qt::ToolTipRole:
        return toolTip(*shown, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == DurationColumn ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case StateRole:
        return int(shown->run.state);
    case EventTypeRole:
        return shown->eventType;
    case PinnedRole:
        return shown->isPinned;
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == DurationColumn)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn:
        return tr("State");
    case RuleColumn:
        return tr("Rule");
    case EventColumn:
        return tr("Started by");
    case StartedColumn:
        return tr("Started");
    case DurationColumn:
        return tr("Took");
    case ErrorColumn:
        return tr("Error");
    default:
        return {};
    }
}

} // namespace signalbox
