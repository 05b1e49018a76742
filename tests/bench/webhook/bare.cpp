// SPDX-License-Identifier: GPL-3.0-or-later
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <netinet/tcp.h>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <strings.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <vector>

/// The least that a durable listener can do, as a measure of the computer (webhook.py): one thread takes what
/// has come on all connections, inserts it into SQLite in one transaction, with a bare row of a run each, and
/// answers. It checks nothing, knows no rules, makes no hash and no index but the id's.
///     bench-bare FILE PORT
namespace {

struct Connection
{
    int socket;
    std::string bytes = {};
};

class Log
{
public:
    explicit Log(const char *file)
    {
        sqlite3_open(file, &m_db);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
            "CREATE TABLE event (sequence INTEGER PRIMARY KEY, received INTEGER, id TEXT, request BLOB, data "
            "BLOB);"
            "CREATE TABLE run (number INTEGER PRIMARY KEY, id TEXT UNIQUE, event INTEGER, state TEXT);");
        prepare("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5)", &m_event);
        prepare("INSERT INTO run VALUES (?1, ?3, ?1, 'succeeded')", &m_run);
        prepare("BEGIN IMMEDIATE", &m_begin);
        prepare("COMMIT", &m_commit);
    }

    void begin() { step(m_begin); }
    void commit() { step(m_commit); }

    void add(std::string_view head, std::string_view body)
    {
        const auto now = std::chrono::system_clock::now().time_since_epoch().count();
        std::array<char, 40> id{};
        std::snprintf(id.data(), id.size(), "%016llx-%016llx", static_cast<unsigned long long>(now),
            static_cast<unsigned long long>(++m_last));
        for (auto *statement : {m_event, m_run}) {
            sqlite3_bind_int64(statement, 1, m_last);
            sqlite3_bind_text(statement, 3, id.data(), -1, SQLITE_STATIC);
        }
        sqlite3_bind_int64(m_event, 2, now);
        sqlite3_bind_blob(m_event, 4, head.data(), int(head.size()), SQLITE_STATIC);
        sqlite3_bind_blob(m_event, 5, body.data(), int(body.size()), SQLITE_STATIC);
        step(m_event);
        step(m_run);
    }

private:
    void run(const char *sql)
    {
        if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            fail();
    }
    void prepare(const char *sql, sqlite3_stmt **statement)
    {
        if (sqlite3_prepare_v2(m_db, sql, -1, statement, nullptr) != SQLITE_OK)
            fail();
    }
    void step(sqlite3_stmt *statement)
    {
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail();
        sqlite3_reset(statement);
    }
    [[noreturn]] void fail()
    {
        std::fprintf(stderr, "%s\n", sqlite3_errmsg(m_db));
        std::exit(1);
    }

    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_event = nullptr;
    sqlite3_stmt *m_run = nullptr;
    sqlite3_stmt *m_begin = nullptr;
    sqlite3_stmt *m_commit = nullptr;
    sqlite3_int64 m_last = 0;
};

/// Where the body of a request begins that is there as a whole; 0: it is not.
size_t bodyOf(const std::string &bytes)
{
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string::npos)
        return 0;
    const auto *length = strcasestr(bytes.c_str(), "content-length:");
    const auto size = length ? size_t(std::atoi(length + std::strlen("content-length:"))) : 0;
    return bytes.size() >= end + 4 + size ? end + 4 : 0;
}

int listening(int port)
{
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(server, reinterpret_cast<sockaddr *>(&address), sizeof(address)) != 0
        || listen(server, 512) != 0) {
        std::perror("listen");
        std::exit(1);
    }
    return server;
}

void watch(int poll, int socket, Connection *connection)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = connection;
    epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event);
}

void accept(int poll, int server)
{
    for (;;) {
        const int socket = accept4(server, nullptr, nullptr, SOCK_NONBLOCK);
        if (socket < 0)
            return;
        const int on = 1;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        watch(poll, socket, new Connection{socket});
    }
}

/// False: it is closed.
bool read(Connection &connection)
{
    std::array<char, 16384> bytes;
    const auto size = ::read(connection.socket, bytes.data(), bytes.size());
    if (size > 0)
        connection.bytes.append(bytes.data(), size_t(size));
    return size > 0;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 3)
        return 2;
    Log log(arguments[1]);
    const int server = listening(std::atoi(arguments[2]));
    const int poll = epoll_create1(0);
    watch(poll, server, nullptr);
    constexpr std::string_view answer
        = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 58\r\n\r\n"
          "{\"id\":\"01930000-0000-7000-8000-000000000001\",\"sequence\":1}";
    std::array<epoll_event, 256> events{};
    std::vector<Connection *> asked;
    for (;;) {
        const int ready = epoll_wait(poll, events.data(), int(events.size()), -1);
        for (int i = 0; i < ready; ++i) {
            auto *connection = static_cast<Connection *>(events[size_t(i)].data.ptr);
            if (!connection) {
                accept(poll, server);
            } else if (!read(*connection)) {
                close(connection->socket);
                delete connection;
            } else if (bodyOf(connection->bytes) > 0) {
                asked.push_back(connection);
            }
        }
        if (asked.empty())
            continue;
        log.begin();
        for (const auto *connection : asked) {
            const auto body = bodyOf(connection->bytes);
            log.add(std::string_view(connection->bytes).substr(0, body),
                std::string_view(connection->bytes).substr(body));
        }
        log.commit();
        for (auto *connection : asked) {
            connection->bytes.clear();
            if (write(connection->socket, answer.data(), answer.size()) < 0)
                std::perror("write");
        }
        asked.clear();
    }
}
