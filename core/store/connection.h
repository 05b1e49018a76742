// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/rule/run.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace signalbox {

/// Text in UTF-8, or bytes, that somebody else keeps until the statement is done.
struct TextView
{
    QByteArrayView utf8;
};
struct BytesView
{
    QByteArrayView bytes;
};

/// What is bound to a `?`: text as TEXT, bytes as BLOB, times as microseconds, states as their words, no
/// value as NULL.
class SqlValue
{
public:
    SqlValue() = default;
    SqlValue(qint64 value) // NOLINT(google-explicit-constructor): a statement's values read as a list
        : m_value(value)
    {
    }
    SqlValue(int value)
        : m_value(qint64(value))
    {
    }
    SqlValue(bool value)
        : m_value(qint64(value))
    {
    }
    SqlValue(const char *) = delete; ///< would be a truth value
    SqlValue(QString text)
        : m_value(std::move(text))
    {
    }
    SqlValue(QByteArray bytes)
        : m_value(std::move(bytes))
    {
    }
    SqlValue(TextView text)
        : m_value(text)
    {
    }
    SqlValue(BytesView bytes)
        : m_value(bytes)
    {
    }
    SqlValue(Instant instant)
        : m_value(toMicroseconds(instant))
    {
    }
    SqlValue(State state)
        : m_value(stateName(state))
    {
    }
    template <typename Tag>
    SqlValue(const Id<Tag> &id)
        : m_value(id.value)
    {
    }
    template <typename Value> SqlValue(const std::optional<Value> &value)
    {
        if (value)
            *this = SqlValue(*value);
    }

private:
    friend class Connection;
    std::variant<std::monostate, qint64, QString, QByteArray, TextView, BytesView> m_value;
};

using SqlValues = std::vector<SqlValue>;

/// One row of an answer, read from left to right in the order of the statement's columns.
class Row
{
public:
    explicit Row(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }

    qint64 integer();
    int number() { return int(integer()); }
    bool boolean() { return integer() != 0; }
    QString text();
    std::optional<QString> optionalText();
    QByteArray bytes(); ///< NULL is empty
    std::optional<QByteArray> optionalBytes();
    Instant instant() { return fromMicroseconds(integer()); }
    std::optional<Instant> optionalInstant();
    std::optional<qint64> optionalInteger();
    State state();
    template <typename Identifier> Identifier id() { return Identifier(text()); }

private:
    sqlite3_stmt *m_statement;
    int m_at = 0;
};

namespace detail {
template <typename T> struct Decoded
{
    using Type = T;
};
template <typename T> struct Decoded<Result<T>>
{
    using Type = T;
};
} // namespace detail

/// One connection to the store's file. Opened by Qt Sql; statements go to the same connection's native
/// handle, where they are prepared once and kept (Qt Sql costs 18 to 41 % on inserts in groups, measured).
/// Thread: the one that opened it, for everything, destruction included.
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    /// ReadWrite makes the file when missing; ReadOnly is NotFound then. A file that is no database shows
    /// only with the first statement (Corrupt).
    static Result<std::unique_ptr<Connection>> open(const QString &file, Mode mode);
    ~Connection();

    /// Runs a statement that answers nothing.
    Result<void> run(std::string_view sql, const SqlValues &values = {});
    /// The same for values that stand in an array, as on hot paths.
    Result<void> write(std::string_view sql, std::span<const SqlValue> values);

    /// Runs several statements of SQL, without values. For schema and pragmas.
    Result<void> script(const QByteArray &sql);

    /// Calls `take` for each row; an error of `take` ends it.
    Result<void> each(
        std::string_view sql, const SqlValues &values, const std::function<Result<void>(Row &)> &take);

    /// Every row, decoded by `decode(Row &)`, which returns a value or a Result of one.
    template <typename Decode> auto list(std::string_view sql, const SqlValues &values, Decode decode)
    {
        using Answer = std::invoke_result_t<Decode, Row &>;
        using Item = typename detail::Decoded<Answer>::Type;
        QList<Item> rows;
        const auto done = each(sql, values, [&](Row &row) -> Result<void> {
            if constexpr (std::is_same_v<Answer, Item>) {
                rows += decode(row);
            } else {
                auto value = decode(row);
                if (!value)
                    return Failure(value.error());
                rows += std::move(*value);
            }
            return {};
        });
        return done ? Result<QList<Item>>(std::move(rows)) : Result<QList<Item>>(Failure(done.error()));
    }

    /// The first row, if there is one.
    template <typename Decode> auto first(std::string_view sql, const SqlValues &values, Decode decode)
    {
        using Item = typename detail::Decoded<std::invoke_result_t<Decode, Row &>>::Type;
        auto rows = list(sql, values, std::move(decode));
        using Answer = Result<std::optional<Item>>;
        if (!rows)
            return Answer(Failure(rows.error()));
        return rows->isEmpty() ? Answer(std::nullopt) : Answer(std::move(rows->first()));
    }

    /// The first column of the first row as a number; 0 if there is no row or it is NULL.
    Result<qint64> integer(std::string_view sql, const SqlValues &values = {});

    /// How many rows the last statement inserted, updated or deleted.
    qint64 changes() const;

    /// The number of the row that was inserted last.
    qint64 lastInserted() const;

    /// Whether no transaction is open. After some errors SQLite has rolled back by itself, and only this
    /// tells.
    bool isAutocommit() const;

    /// What SQLite said last; `done` is what was being done, for the message.
    Error lastError() const;
    bool syncHasFailed() const { return m_syncHasFailed; }
    /// Whether a statement has found the disk full since this was last forgotten.
    bool diskIsFull() const { return m_diskIsFull; }
    void forgetFullDisk() { m_diskIsFull = false; }

    /// Statements that take longer end with Timeout; zero: no limit.
    void setTimeLimit(std::chrono::milliseconds limit) { m_timeLimit = limit; }
    /// What runs while this is true ends with Unavailable. It outlives the connection.
    void setCancelled(const std::atomic<bool> *cancelled) { m_cancelled = cancelled; }
    /// From any thread: what runs ends with Unavailable, and so does everything later.
    void interrupt() { m_interrupted = true; }

    sqlite3 *handle() const { return m_handle; }
    const QString &file() const { return m_file; }

private:
    Connection(QString name, QString file)
        : m_name(std::move(name))
        , m_file(std::move(file))
    {
    }
    Result<void> openFile(Mode mode);
    Result<sqlite3_stmt *> prepare(std::string_view sql);
    Result<void> step(std::string_view sql, std::span<const SqlValue> values,
        const std::function<Result<void>(Row &)> &take);
    Failure failed();
    static int onProgress(void *connection);

    struct Hash
    {
        using is_transparent = void;
        size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    QString m_name; ///< Qt Sql's
    QString m_file;
    sqlite3 *m_handle = nullptr;
    std::unordered_map<std::string, sqlite3_stmt *, Hash, std::equal_to<>> m_statements;
    bool m_syncHasFailed = false;
    bool m_diskIsFull = false;
    const std::atomic<bool> *m_cancelled = nullptr;
    std::chrono::milliseconds m_timeLimit{0};
    std::chrono::steady_clock::time_point m_deadline;
    std::atomic<bool> m_interrupted = false;
};

/// Several reads that see one state of the store. Ends with its scope.
class Snapshot
{
public:
    explicit Snapshot(Connection &db)
        : m_db(db)
        , m_begun(db.run("BEGIN"))
    {
    }
    ~Snapshot()
    {
        if (m_begun)
            m_db.run("COMMIT");
    }
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

private:
    Connection &m_db;
    Result<void> m_begun;
};

} // namespace signalbox
