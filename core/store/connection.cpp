// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/connection.h"

#include "core/store/searchtext.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringConverter>
#include <QUuid>
#include <QVarLengthArray>

#include <algorithm>
#include <sqlite3.h>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Statements made for one filter are many when somebody types into it; beyond this all are prepared anew.
constexpr size_t mostStatements = 300;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Store)
};

Error errorFor(int code, const QString &detail, const QString &file)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {
            Error::Code::Unavailable, Tr::tr("The store %1 is locked by another program.").arg(file), detail};
    case SQLITE_FULL:
        return {Error::Code::Unavailable,
            Tr::tr("The disk is full: nothing more can be stored in %1.").arg(file), detail};
    case SQLITE_CANTOPEN:
        return {Error::Code::Unavailable, Tr::tr("The store %1 cannot be opened.").arg(file), detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return {Error::Code::Unavailable, Tr::tr("The store %1 cannot be written.").arg(file), detail};
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
        return {Error::Code::Unavailable,
            Tr::tr("The store %1 cannot be read or written just now.").arg(file), detail};
    case SQLITE_NOTADB:
        return {Error::Code::Corrupt, Tr::tr("%1 is not a Signalbox store.").arg(file), detail};
    case SQLITE_CORRUPT:
        return {Error::Code::Corrupt, Tr::tr("The store %1 is damaged.").arg(file), detail};
    case SQLITE_INTERRUPT:
        return {Error::Code::Timeout,
            Tr::tr("This took too long. Narrow it down, for instance to a type or a time."), detail};
    case SQLITE_TOOBIG:
        return {Error::Code::InvalidInput, Tr::tr("This is too large to be stored."), detail};
    default:
        return {Error::Code::Internal, Tr::tr("The store %1 failed: %2.").arg(file, detail), detail};
    }
}

/// has_words(searched, text…): 1 if what somebody typed into a search field (SearchText) is in the texts, of
/// which the last may be any bytes.
void hasWords(sqlite3_context *context, int count, sqlite3_value **arguments)
{
    auto *searched = static_cast<SearchText *>(sqlite3_get_auxdata(context, 0));
    const auto bytesOf = [](sqlite3_value *value) {
        const auto *bytes = static_cast<const char *>(sqlite3_value_blob(value));
        return QByteArray::fromRawData(bytes, sqlite3_value_bytes(value));
    };
    if (!searched) {
        searched = new SearchText(QString::fromUtf8(bytesOf(arguments[0])));
        sqlite3_set_auxdata(context, 0, searched, [](void *old) { delete static_cast<SearchText *>(old); });
        // SQLite may have refused to keep it and then has deleted it already.
        searched = static_cast<SearchText *>(sqlite3_get_auxdata(context, 0));
    }
    if (!searched)
        return sqlite3_result_error_nomem(context);
    QStringList texts;
    for (int i = 1; i < count - 1; ++i)
        texts += QString::fromUtf8(bytesOf(arguments[i]));
    texts += readableText(bytesOf(arguments[count - 1]));
    sqlite3_result_int(context, searched->isIn(texts));
}

/// data_head(sequence, size): how the data of an event begin. substr() would read all of them first, and a
/// page of large events would take as long as reading every byte of them.
void dataHead(sqlite3_context *context, int, sqlite3_value **arguments)
{
    sqlite3_blob *blob = nullptr;
    auto code = sqlite3_blob_open(sqlite3_context_db_handle(context), "main", "event", "data",
        sqlite3_value_int64(arguments[0]), 0, &blob);
    if (code == SQLITE_OK) {
        QByteArray head(
            std::min(sqlite3_value_int(arguments[1]), sqlite3_blob_bytes(blob)), Qt::Uninitialized);
        code = sqlite3_blob_read(blob, head.data(), int(head.size()), 0);
        if (code == SQLITE_OK)
            sqlite3_result_blob64(context, head.constData(), sqlite3_uint64(head.size()),
                SQLITE_TRANSIENT); // NOLINT(performance-no-int-to-ptr): SQLite's own macro
    }
    if (code != SQLITE_OK)
        sqlite3_result_error_code(context, code);
    sqlite3_blob_close(blob);
}

} // namespace

// --- rows

qint64 Row::integer()
{
    return sqlite3_column_int64(m_statement, m_at++);
}

QString Row::text()
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, m_at));
    const auto size = sqlite3_column_bytes(m_statement, m_at++);
    return size ? QString::fromUtf8(text, size) : QString();
}

QByteArray Row::bytes()
{
    return optionalBytes().value_or(QByteArray());
}

std::optional<QByteArray> Row::optionalBytes()
{
    const int at = m_at++;
    if (sqlite3_column_type(m_statement, at) == SQLITE_NULL)
        return {};
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, at));
    const auto size = sqlite3_column_bytes(m_statement, at);
    return size ? QByteArray(bytes, size) : QByteArray("");
}

std::optional<qint64> Row::optionalInteger()
{
    const int at = m_at++;
    if (sqlite3_column_type(m_statement, at) == SQLITE_NULL)
        return {};
    return sqlite3_column_int64(m_statement, at);
}

std::optional<QString> Row::optionalText()
{
    auto utf8 = optionalBytes();
    return utf8 ? std::optional(QString::fromUtf8(*utf8)) : std::nullopt;
}

std::optional<Instant> Row::optionalInstant()
{
    const auto us = optionalInteger();
    return us ? std::optional(fromMicroseconds(*us)) : std::nullopt;
}

State Row::state()
{
    // Only words that stateName() gave are written; another one is damage and shows as a failure.
    return stateFromName(text()).value_or(State::Failed);
}

// --- connection

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, Mode mode)
{
    if (mode == Mode::ReadOnly && !QFileInfo::exists(file))
        return failure(Error::Code::NotFound, Tr::tr("There is no store %1.").arg(file), file);
    std::unique_ptr<Connection> connection(
        new Connection(u"store-"_s + QUuid::createUuid().toString(QUuid::Id128), file));
    if (auto opened = connection->openFile(mode); !opened)
        return Failure(opened.error());
    return connection;
}

Result<void> Connection::openFile(Mode mode)
{
    // Nobody asks how much memory SQLite uses, and keeping count takes a lock of the whole process for each
    // piece. Only before the first connection; later it is refused and all goes on as it was.
    [[maybe_unused]] static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    // A connection belongs to one thread, and needs no lock for each call.
    [[maybe_unused]] static const int unlocked = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);

    auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
    if (!database.isValid())
        return failure(Error::Code::Unavailable,
            Tr::tr("Qt's driver for SQLite is missing. Install it (on Debian: libqt6sql6-sqlite)."),
            u"QSQLITE"_s);
    database.setDatabaseName(m_file);
    QString options = u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    if (mode == Mode::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(options);
    if (!database.open()) {
        const auto error = database.lastError();
        return Failure(errorFor(error.nativeErrorCode().toInt(), error.databaseText(), m_file));
    }
    const auto handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return failure(Error::Code::Internal, u"Qt Sql gives no handle of SQLite."_s, m_file);
    // On some platforms Qt's driver brings an SQLite of its own, and its handle must not meet our copy's
    // code.
    QSqlQuery query(u"SELECT sqlite_source_id()"_s, database);
    if (!query.next() || query.value(0).toString() != QLatin1StringView(sqlite3_sourceid()))
        return failure(
            Error::Code::Internal, u"Qt Sql and Signalbox use different copies of SQLite."_s, m_file);
    query.finish();
    m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_extended_result_codes(m_handle, 1);
    // SQLite falls back to reading by itself, and would say so only at the first write.
    if (mode == Mode::ReadWrite && sqlite3_db_readonly(m_handle, "main") == 1)
        return Failure(errorFor(SQLITE_READONLY, m_file, m_file));
    sqlite3_progress_handler(m_handle, 1000, &Connection::onProgress, this);
    sqlite3_create_function_v2(m_handle, "has_words", -1,
        SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr, &hasWords, nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(m_handle, "data_head", 2, SQLITE_UTF8 | SQLITE_DIRECTONLY, nullptr, &dataHead,
        nullptr, nullptr, nullptr);
    return {};
}

Connection::~Connection()
{
    for (const auto &[sql, statement] : m_statements)
        sqlite3_finalize(statement);
    if (m_handle)
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
    QSqlDatabase::removeDatabase(m_name);
}

int Connection::onProgress(void *connection)
{
    const auto *self = static_cast<const Connection *>(connection);
    return self->m_interrupted || (self->m_cancelled && *self->m_cancelled)
        || (self->m_timeLimit.count() > 0 && std::chrono::steady_clock::now() > self->m_deadline);
}

Error Connection::lastError() const
{
    return errorFor(sqlite3_extended_errcode(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)), m_file);
}

Failure Connection::failed()
{
    const int code = sqlite3_extended_errcode(m_handle);
    if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
        m_syncHasFailed = true;
    if ((code & 0xff) == SQLITE_FULL)
        m_diskIsFull = true;
    if (code == SQLITE_INTERRUPT && m_interrupted)
        return failure(Error::Code::Unavailable, Tr::tr("Signalbox is closing."), m_file);
    if (code == SQLITE_INTERRUPT && m_cancelled && *m_cancelled)
        return failure(Error::Code::Unavailable, Tr::tr("It was cancelled."), m_file);
    return Failure(lastError());
}

Result<sqlite3_stmt *> Connection::prepare(std::string_view sql)
{
    if (const auto known = m_statements.find(sql); known != m_statements.end())
        return known->second;
    if (m_statements.size() >= mostStatements) {
        for (const auto &[text, statement] : m_statements)
            sqlite3_finalize(statement);
        m_statements.clear();
    }
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(
            m_handle, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
        != SQLITE_OK)
        return failed();
    m_statements.emplace(sql, statement);
    return statement;
}

Result<void> Connection::each(
    std::string_view sql, const SqlValues &values, const std::function<Result<void>(Row &)> &take)
{
    return step(sql, values, take);
}

Result<void> Connection::step(
    std::string_view sql, std::span<const SqlValue> values, const std::function<Result<void>(Row &)> &take)
{
    const auto prepared = prepare(sql);
    if (!prepared)
        return Failure(prepared.error());
    auto *statement = *prepared;
    // `values` and this outlive the statement's run, so SQLite copies nothing.
    QVarLengthArray<char, 2000> texts;
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    qsizetype room = 0;
    for (const auto &value : values) {
        if (const auto *text = std::get_if<QString>(&value.m_value))
            room += encoder.requiredSpace(text->size());
    }
    texts.resize(room);
    auto *end = texts.data();

    const auto bindText = [&](int at, QByteArrayView utf8) {
        return sqlite3_bind_text64(statement, at, utf8.isEmpty() ? "" : utf8.data(),
            sqlite3_uint64(utf8.size()), SQLITE_STATIC, SQLITE_UTF8);
    };
    // A null pointer would be bound as NULL.
    const auto bindBytes = [&](int at, const char *bytes, qsizetype size) {
        return sqlite3_bind_blob64(statement, at, bytes, sqlite3_uint64(size), SQLITE_STATIC);
    };
    const auto bind = [&](int at, const auto &value) {
        using Kind = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Kind, qint64>) {
            return sqlite3_bind_int64(statement, at, value);
        } else if constexpr (std::is_same_v<Kind, QString>) {
            const auto *begin = end;
            end = encoder.appendToBuffer(end, value);
            return bindText(at, {begin, end});
        } else if constexpr (std::is_same_v<Kind, QByteArray>) {
            return bindBytes(at, value.constData(), value.size());
        } else if constexpr (std::is_same_v<Kind, TextView>) {
            return bindText(at, value.utf8);
        } else if constexpr (std::is_same_v<Kind, BytesView>) {
            return bindBytes(at, value.bytes.isEmpty() ? "" : value.bytes.data(), value.bytes.size());
        } else {
            return sqlite3_bind_null(statement, at);
        }
    };
    int code = SQLITE_OK;
    for (size_t i = 0; i < values.size() && code == SQLITE_OK; ++i)
        code = std::visit([&](const auto &value) { return bind(int(i) + 1, value); }, values[i].m_value);

    Result<void> result;
    if (m_timeLimit.count() > 0)
        m_deadline = std::chrono::steady_clock::now() + m_timeLimit;
    if (code == SQLITE_OK) {
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
            Row row(statement);
            if (result = take(row); !result)
                break;
        }
    }
    if (result && code != SQLITE_DONE)
        result = failed();
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return result;
}

Result<void> Connection::run(std::string_view sql, const SqlValues &values)
{
    return write(sql, values);
}

Result<void> Connection::write(std::string_view sql, std::span<const SqlValue> values)
{
    return step(sql, values, [](Row &) -> Result<void> { return {}; });
}

Result<void> Connection::script(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failed();
    return {};
}

Result<qint64> Connection::integer(std::string_view sql, const SqlValues &values)
{
    const auto found = first(sql, values, [](Row &row) { return row.integer(); });
    if (!found)
        return Failure(found.error());
    return found->value_or(0);
}

qint64 Connection::changes() const
{
    return sqlite3_changes64(m_handle);
}

qint64 Connection::lastInserted() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

bool Connection::isAutocommit() const
{
    return sqlite3_get_autocommit(m_handle) != 0;
}

} // namespace signalbox
