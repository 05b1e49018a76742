// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventtablemodel.h"

#include "core/store/store.h"
#include "ui/monitor/eventsummary.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto outcomePause = 100ms; // between two looks at what the rows in sight started
constexpr int newsAtOnce = 2000; // more than that in one look, and the newest page is read instead
constexpr qsizetype knownTypesLimit = 300;
constexpr Sequence nearby = 64; // sequences this close are asked for as one range

QList<EventRow> toRows(const QList<Event> &events)
{
    QList<EventRow> rows;
    rows.reserve(events.size());
    for (const auto &event : events)
        rows.append({.event = event, .summary = dataSummary(event), .outcome = {}});
    return rows;
}

/// `sequences` descending. Rows in sight may lie far apart under a filter, so not all that is between them is
/// asked for.
Result<QList<EventOutcome>> outcomesOf(Reader &reader, const QList<Sequence> &sequences)
{
    QList<EventOutcome> outcomes;
    for (qsizetype i = 0; i < sequences.size();) {
        auto last = i;
        while (last + 1 < sequences.size() && sequences[last] - sequences[last + 1] <= nearby)
            ++last;
        const auto part = reader.outcomes(sequences[last], sequences[i]);
        if (!part)
            return Failure(part.error());
        outcomes.append(*part);
        i = last + 1;
    }
    return outcomes;
}

} // namespace

EventTableModel::EventTableModel(
    Store &store, ReaderPool &readers, const Clock &clock, Limits limits, QObject *parent)
    : KeysetTableOf(limits, parent)
    , m_readers(readers)
    , m_clock(clock)
{
    m_outcomeTimer.setSingleShot(true);
    m_outcomeTimer.setInterval(outcomePause);
    connect(&m_outcomeTimer, &QTimer::timeout, this, [this] { readOutcomes(); });
    connect(&store, &Store::appended, this, [this] { wake(); });
    connect(&store, &Store::runsChanged, this, [this] {
        if (isAwake() && !m_outcomeTimer.isActive())
            m_outcomeTimer.start();
    });
}

void EventTableModel::setFilter(const EventFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    reload();
}

void EventTableModel::reload()
{
    load(0);
}

void EventTableModel::goTo(Sequence sequence)
{
    load(sequence + 1);
}

void EventTableModel::load(Sequence from)
{
    beginLoading();
    ask(readStretch(from, Page::Older, limits().page), [this, from](const Result<Stretch> &stretch) {
        if (!stretch) {
            loadingFailed();
            return;
        }
        m_complete = m_counted = stretch->upTo;
        noteTypes(stretch->rows);
        replaceAll(stretch->rows, stretch->rows.size() == limits().page, from == 0);
    });
}

QFuture<Result<EventTableModel::Stretch>> EventTableModel::readStretch(
    Sequence from, Page page, int limit) const
{
    return m_readers.ask([filter = m_filter, from, page, limit](Reader &reader) -> Result<Stretch> {
        const auto last
            = reader.lastSequence(); // before the rows: what comes between the two is new next time
        if (!last)
            return Failure(last.error());
        const auto events = reader.eventHeads(filter, from, page, limit);
        if (!events)
            return Failure(events.error());
        Stretch stretch{.rows = toRows(*events), .upTo = *last};
        if (page == Page::Newer && events->size() == limit)
            stretch.upTo = events->last().sequence;
        else if (!events->isEmpty())
            stretch.upTo = std::max({*last, events->first().sequence, events->last().sequence});
        return stretch;
    });
}

QFuture<Result<QList<EventRow>>> EventTableModel::read(const Sequence &from, Page page, int limit)
{
    return m_readers.ask([filter = m_filter, from, page, limit](Reader &reader) -> Result<QList<EventRow>> {
        return reader.eventHeads(filter, from, page, limit).map(toRows);
    });
}

void EventTableModel::look()
{
    const auto asked = mode();
    const auto isFollowing = asked == Mode::Following && isAtNewest();
    const auto limit = isFollowing ? newsAtOnce : newsLimit - news();
    if (limit <= 0) {
        lookDone();
        return;
    }
    // The window's upper end may have been reached by scrolling, later than m_complete.
    const auto from = std::max(isFollowing ? m_complete : m_counted, rowCount() > 0 ? key(0) : 0);
    ask(readStretch(from, Page::Newer, limit),
        [this, asked, isFollowing, limit](const Result<Stretch> &stretch) {
            if (stretch && asked == mode()) {
                noteTypes(stretch->rows);
                if (!isFollowing) {
                    m_counted = stretch->upTo;
                    setNews(news() + int(stretch->rows.size()));
                } else if (stretch->rows.size() < limit) {
                    m_complete = m_counted = stretch->upTo;
                    prepend(stretch->rows);
                } else {
                    reload();
                    return;
                }
            } else if (stretch) {
                m_counted = m_complete; // it was turned on or off meanwhile: look again, in the other way
                wake();
            }
            lookDone();
        });
}

void EventTableModel::visibleRowsChanged()
{
    KeysetTableOf::visibleRowsChanged();
    for (auto i = m_firstVisible; i <= m_lastVisible; ++i) {
        if (const auto *shown = row(i); shown && !shown->outcome) {
            if (!m_outcomeTimer.isActive())
                m_outcomeTimer.start();
            return;
        }
    }
}

void EventTableModel::readOutcomes()
{
    QList<Sequence> sequences;
    for (auto i = m_firstVisible; i <= m_lastVisible; ++i) {
        if (row(i))
            sequences.append(key(i));
    }
    if (sequences.isEmpty() || !isAwake())
        return;
    if (m_askedOutcomes) {
        m_outcomeTimer.start();
        return;
    }
    m_askedOutcomes = true;
    // Not through ask(): what an event started is right whatever rows are there by then.
    const auto answer = m_readers.ask([sequences](Reader &reader) { return outcomesOf(reader, sequences); });
    whenReady(answer, this, [this, sequences](const Result<QList<EventOutcome>> &outcomes) {
        m_askedOutcomes = false;
        if (!outcomes) {
            emit failed(outcomes.error());
            return;
        }
        QHash<Sequence, EventOutcome> found;
        for (const auto &outcome : *outcomes)
            found.insert(outcome.event, outcome);
        for (const auto sequence : sequences) {
            if (auto *shown = held(sequence)) {
                shown->outcome = found.value(sequence); // without an entry: it started nothing
                shown->outcome->event = sequence;
            }
        }
        const auto first = position(sequences.first());
        const auto last = std::min(position(sequences.last()), rowCount() - 1);
        if (first <= last)
            emit dataChanged(index(first, RulesColumn), index(last, StateColumn));
    });
}

void EventTableModel::noteTypes(const QList<EventRow> &rows)
{
    for (const auto &row : rows) {
        if (m_types.size() >= knownTypesLimit)
            return;
        m_types.insert(row.event.type);
    }
}

QStringList EventTableModel::knownTypes() const
{
    auto types = m_types.values();
    types.sort();
    return types;
}

void EventTableModel::refreshTimes()
{
    if (rowCount() > 0)
        emit dataChanged(
            index(m_firstVisible, TimeColumn), index(m_lastVisible, TimeColumn), {Qt::DisplayRole});
}

QVariant EventTableModel::display(const EventRow &row, int column) const
{
    switch (column) {
    case TimeColumn:
        return relativeTime(row.event.received, m_clock.now());
    case TypeColumn:
        return singleLine(row.event.type, 200);
    case SourceColumn:
        return singleLine(row.event.source, 200);
    case SubjectColumn:
        return singleLine(row.event.subject, 200);
    case SummaryColumn:
        return row.summary;
    case RulesColumn: {
        if (!row.outcome)
            return {};
        auto names = singleLine(row.outcome->rules.join(u", "_s), 200);
        if (const auto more = row.outcome->runs - int(row.outcome->rules.size());
            more > 0 && !names.isEmpty())
            names += tr(" and %1 more").arg(more);
        return names;
    }
    case StateColumn:
        return row.outcome && row.outcome->worst ? stateTitle(*row.outcome->worst) : QString();
    default:
        return {};
    }
}

QVariant EventTableModel::toolTip(const EventRow &row, int column) const
{
    switch (column) {
    case TimeColumn: {
        const auto received = exactTime(row.event.received);
        const auto distance = row.event.received - row.event.time;
        if (distance > -1s && distance < 1s)
            return received;
        return tr("%1\nSent by its source at %2").arg(received, exactTime(row.event.time));
    }
    case StateColumn:
        return row.outcome && row.outcome->runs > 1 ? tr("The worst of %n run(s)", nullptr, row.outcome->runs)
                                                    : QVariant();
    default: {
        const auto text = display(row, column).toString();
        return text.isEmpty() ? QVariant() : plainToolTip(text);
    }
    }
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == SequenceRole)
        return key(index.row());
    const auto *shown = row(index.row());
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return display(*shown, index.column());
    case Qt::ToolTipRole:
        return toolTip(*shown, index.column());
    case StateRole:
        return shown->outcome && shown->outcome->worst ? QVariant(int(*shown->outcome->worst)) : QVariant();
    case TypeRole:
        return shown->event.type;
    default:
        return {};
    }
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time");
    case TypeColumn:
        return tr("Type");
    case SourceColumn:
        return tr("Source");
    case SubjectColumn:
        return tr("Subject");
    case SummaryColumn:
        return tr("Data");
    case RulesColumn:
        return tr("Started");
    case StateColumn:
        return tr("Outcome");
    default:
        return {};
    }
}

} // namespace signalbox
