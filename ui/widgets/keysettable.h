// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/futures.h"
#include "core/store/reader.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QTimer>

#include <deque>

namespace signalbox {

/// A window on a log that grows at its top, as a table: newest row first. The log is the truth and may have
/// any length; the window has at most `Limits::window` rows, knows the keys of all of them and holds the
/// contents of those that were looked at last. It grows downwards when somebody scrolls there, and upwards
/// with what is new: while it follows, one range a frame at most; else it stays put and counts. What leaves
/// the window at one end is read again when somebody scrolls back, so a pause loses nothing. Thread: window.
///
/// This part has no template parameters: what views and pages see. Below it, KeysetTableOf has the rows, and
/// what the rows are (events, runs) is up to the model derived from that.
class KeysetTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    struct Limits
    {
        int window = 100'000; ///< rows; item views get slow beyond some hundred thousand
        int page = 200; ///< rows read at once
        int cache = 10'000; ///< rows whose contents are held: some 10 MB
    };
    /// News are counted up to here; news() == newsLimit means "or more".
    static constexpr int newsLimit = 1000;

    enum class Mode {
        Idle, ///< nobody looks: nothing is read; how it begins
        Counting, ///< somebody reads further down, or paused: rows stay where they are, news() counts
        Following ///< new rows come in at the top
    };

    explicit KeysetTable(Limits limits, QObject *parent);

    Mode mode() const { return m_mode; }
    void setMode(Mode mode); ///< the first one other than Idle loads

    bool isLoading() const { return m_loading; } ///< the first rows are on their way
    bool isLoaded() const { return m_loaded; } ///< they have come at least once
    bool isAtNewest() const { return m_atNewest; } ///< the log had nothing above row 0 when last looked at
    int news() const { return m_news; } ///< rows that came while it did not follow
    const Limits &limits() const { return m_limits; }

    /// Forgets all rows and reads the newest.
    virtual void reload() = 0;

    /// Which rows are seen, so that those around them are read first, kept fresh and never dropped.
    void setVisibleRows(int first, int last);

signals:
    void loadingChanged();
    void newsChanged();
    void reloaded(); ///< the rows are others now: after reload() and the like
    void failed(const signalbox::Error &error); ///< a question was not answered; the rows stay as they are

protected:
    /// Something is new: look() follows, a frame later at the soonest, or a quarter of a second while only
    /// counting.
    void wake();
    /// Reads what is new; lookDone() when the answer has been dealt with. Never called again before that, nor
    /// while loading.
    virtual void look() = 0;
    void lookDone();
    virtual void visibleRowsChanged() = 0;

    void setNews(int news);
    void beginLoading(); ///< other rows are asked for; then replaceAll() or loadingFailed()
    void loadingFailed();
    void endLoading();
    bool isAwake() const { return m_mode != Mode::Idle; }

    /// Hands on an answer, unless the rows are others by then (beginLoading, endLoading).
    template <typename Value, typename Take> void ask(const QFuture<Result<Value>> &future, Take take)
    {
        whenReady(future, this,
            [this, generation = m_generation, take = std::move(take)](const Result<Value> &answer) {
                if (generation != m_generation)
                    return;
                take(answer);
                if (!answer)
                    emit failed(answer.error());
            });
    }

    int m_firstVisible = 0;
    int m_lastVisible = 0;
    bool m_atNewest = true;

private:
    void onFrame();

    const Limits m_limits;
    QTimer m_frame;
    Mode m_mode = Mode::Idle;
    bool m_loading = false;
    bool m_loaded = false; // once at least
    bool m_looking = false;
    bool m_awoken = false; // since look() last began
    int m_news = 0;
    quint64 m_generation = 0; // of the rows: answers to questions about earlier ones are dropped
};

/// The rows. `Key` is ordered as the log is, and a default one means "from the end".
template <typename Key, typename Row> class KeysetTableOf : public KeysetTable
{
public:
    using KeysetTable::KeysetTable;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_keys.size());
    }

    /// The row's contents; null while they are being read, and if the store no longer has them.
    const Row *row(int index) const
    {
        const auto *slot = index >= 0 && index < rowCount() ? m_slots.object(m_keys[size_t(index)]) : nullptr;
        return slot && *slot ? &**slot : nullptr;
    }

    Key key(int index) const { return m_keys[size_t(index)]; }

    /// -1: not in the window.
    int rowOf(const Key &key) const
    {
        const auto index = position(key);
        return index < rowCount() && m_keys[size_t(index)] == key ? index : -1;
    }

    bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && m_hasOlder && !m_askedOlder && !isLoading();
    }

    void fetchMore(const QModelIndex &parent) override
    {
        if (!canFetchMore(parent) || m_keys.empty())
            return;
        m_askedOlder = true;
        ask(read(m_keys.back(), Page::Older, limits().page), [this](const Result<QList<Row>> &rows) {
            if (rows) {
                m_hasOlder = rows->size() == limits().page;
                append(*rows);
            }
            m_askedOlder = false; // only now: who hears of the rows may ask for more at once
        });
    }

    /// Reads what is above row 0, for a window that is not at the newest end.
    void fetchNewer()
    {
        if (isAtNewest() || m_askedNewer || isLoading() || m_keys.empty())
            return;
        m_askedNewer = true;
        ask(read(m_keys.front(), Page::Newer, limits().page), [this](const Result<QList<Row>> &rows) {
            if (rows) {
                m_atNewest = rows->size() < limits().page;
                prepend(*rows);
            }
            m_askedNewer = false;
            if (rows && isAtNewest())
                wake(); // for the little that came meanwhile
        });
    }

protected:
    /// As Reader's pages: newest first for Page::Older, oldest first for Page::Newer; `from` is never part of
    /// them.
    virtual QFuture<Result<QList<Row>>> read(const Key &from, Page page, int limit) = 0;
    virtual Key keyOf(const Row &row) const = 0;
    /// The row with this key, if the filter lets it through, and those below it, newest first.
    virtual QFuture<Result<QList<Row>>> readDown(const Key &from, int limit) = 0;

    /// Makes the window of these rows, newest first.
    void replaceAll(const QList<Row> &rows, bool hasOlder, bool atNewest)
    {
        beginResetModel();
        m_keys.clear();
        m_slots.clear();
        for (const auto &row : rows) {
            m_keys.push_back(keyOf(row));
            keep(row);
        }
        m_hasOlder = hasOlder;
        m_atNewest = atNewest;
        m_askedOlder = m_askedNewer = m_askedMissing = false;
        m_firstVisible = m_lastVisible = 0;
        endResetModel();
        endLoading();
    }

    /// Rows above the first, oldest first. What becomes too much goes at the lower end.
    void prepend(const QList<Row> &rows)
    {
        if (rows.isEmpty())
            return;
        beginInsertRows({}, 0, int(rows.size()) - 1);
        for (const auto &row : rows) {
            m_keys.push_front(keyOf(row));
            keep(row);
        }
        endInsertRows();
        dropOldest();
    }

    /// Rows below the last, newest first. What becomes too much goes at the upper end.
    void append(const QList<Row> &rows)
    {
        if (rows.isEmpty())
            return;
        beginInsertRows({}, rowCount(), rowCount() + int(rows.size()) - 1);
        for (const auto &row : rows) {
            m_keys.push_back(keyOf(row));
            keep(row);
        }
        endInsertRows();
        if (const auto excess = rowCount() - limits().window; excess > 0) {
            removeKeys(0, excess - 1);
            m_atNewest = false;
        }
    }

    /// What the store has now in place of the rows `first` to `last`, newest first: rows that are gone go,
    /// others come, the rest gets its new contents.
    void merge(int first, int last, const QList<Row> &rows)
    {
        auto at = first;
        for (const auto &row : rows) {
            const auto key = keyOf(row);
            auto gone = at;
            while (gone <= last && m_keys[size_t(gone)] > key)
                ++gone;
            if (gone > at) {
                removeKeys(at, gone - 1);
                last -= gone - at;
            }
            if (at > last || m_keys[size_t(at)] != key) {
                beginInsertRows({}, at, at);
                m_keys.insert(m_keys.begin() + at, key);
                keep(row);
                endInsertRows();
                ++last;
            } else {
                keep(row);
            }
            ++at;
        }
        if (at <= last)
            removeKeys(at, last);
        if (at > first)
            emit dataChanged(index(first, 0), index(at - 1, columnCount() - 1));
        dropOldest();
    }

    /// The first row whose key is not above `key`: where it is or would be.
    int position(const Key &key) const
    {
        return int(std::lower_bound(m_keys.begin(), m_keys.end(), key, std::greater<>()) - m_keys.begin());
    }

    /// To change what is shown of a row that is held.
    Row *held(const Key &key)
    {
        auto *slot = m_slots.object(key);
        return slot && *slot ? &**slot : nullptr;
    }

    bool hasOlder() const { return m_hasOlder; }
    void setHasOlder(bool hasOlder) { m_hasOlder = hasOlder; }

    void visibleRowsChanged() override
    {
        const auto margin = limits().page / 2;
        if (m_lastVisible + margin >= rowCount() && canFetchMore({}))
            fetchMore({});
        if (m_firstVisible - margin < 0 && !isAtNewest())
            fetchNewer();
        readMissing();
    }

private:
    void keep(const Row &row) { m_slots.insert(keyOf(row), new std::optional<Row>(row)); }

    void removeKeys(int first, int last)
    {
        beginRemoveRows({}, first, last);
        for (auto i = first; i <= last; ++i)
            m_slots.remove(m_keys[size_t(i)]);
        m_keys.erase(m_keys.begin() + first, m_keys.begin() + last + 1);
        endRemoveRows();
    }

    void dropOldest()
    {
        if (const auto excess = rowCount() - limits().window; excess > 0) {
            removeKeys(rowCount() - excess, rowCount() - 1);
            m_hasOlder = true;
        }
    }

    /// Rows in sight whose contents were dropped: reads them again, one page at a time.
    void readMissing()
    {
        const auto last = std::min(m_lastVisible, rowCount() - 1);
        auto first = m_firstVisible;
        while (first <= last && m_slots.contains(m_keys[size_t(first)]))
            ++first;
        if (first > last || m_askedMissing)
            return;
        m_askedMissing = true;
        const auto top = m_keys[size_t(first)];
        ask(readDown(top, limits().page), [this, top](const Result<QList<Row>> &rows) {
            m_askedMissing = false;
            if (!rows)
                return;
            for (const auto &row : *rows) {
                if (rowOf(keyOf(row)) >= 0)
                    keep(row);
            }
            // What the store did not give any more, up to where its answer reaches, is known to be gone.
            const auto from = position(top);
            const auto isFull = rows->size() == limits().page;
            const auto to
                = isFull ? position(keyOf(rows->last())) : std::min(from + limits().page, rowCount()) - 1;
            for (auto i = from; i <= to; ++i) {
                if (!m_slots.contains(m_keys[size_t(i)]))
                    m_slots.insert(m_keys[size_t(i)], new std::optional<Row>);
            }
            if (from <= to)
                emit dataChanged(index(from, 0), index(to, columnCount() - 1));
            readMissing();
        });
    }

    std::deque<Key> m_keys; // descending
    QCache<Key, std::optional<Row>> m_slots{
        limits().cache}; // without a value: the store no longer has the row
    bool m_hasOlder = false;
    bool m_askedOlder = false;
    bool m_askedNewer = false;
    bool m_askedMissing = false;
};

} // namespace signalbox
