// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "core/store/connection.h"

#include <QVarLengthArray>

#include <array>
#include <memory>
#include <optional>

struct sqlite3_file;

namespace signalbox {

/// The chain that runs through the log: each event's hash (128 bits) covers the event as it is stored and the
/// hash of the one before it, so that a changed or vanished event shows at the next one. It is made for speed
/// (a cryptographic one of 1 KB costs as much as storing it, measured), and finds damage: any one changed
/// word changes the hash for certain. Somebody who writes to the file on purpose can reckon the chain anew.
/// Thread: one at a time.
class EventChain
{
public:
    /// Of an event that follows one whose hash is `before` (empty: it is the first).
    QByteArray next(const QByteArray &before, const Event &event);
    /// The same from a row of codec::eventColumns.
    QByteArray next(const QByteArray &before, Row &row);

    /// What the event of the last `next` writes into codec::eventColumns: its texts were turned into UTF-8
    /// for the hash already. Good until the next `next`, and as long as the event.
    std::array<SqlValue, 18> values(const Event &event) const;

private:
    struct Piece
    {
        qsizetype at;
        qsizetype size;
    };

    void clear();
    void add(qint64 number);
    void add(const QByteArray &bytes);
    void add(const QString &text);
    QByteArray finish(const QByteArray &before, const std::optional<QByteArray> &data) const;

    QByteArray m_small; ///< all but the data, in one piece
    QVarLengthArray<Piece, 12> m_pieces; ///< its texts and bytes
};

/// Where the log ended when it was written last.
struct ChainEnd
{
    Sequence last = 0;
    QByteArray hash;

    bool operator==(const ChainEnd &) const = default;
};

/// Keeps the end of the log in a small file beside the store (`FILE-end`), since SQLite passes over the
/// damaged tail of its write-ahead log without a word. It is written after each transaction and never synced:
/// what it says was on disk before, so it may lag behind after a power cut and is never ahead of a whole log.
/// Two places take turns, so that a torn one leaves the other. It goes through SQLite's file access. Thread:
/// one.
class EndFile
{
public:
    EndFile() = default;
    ~EndFile();
    EndFile(const EndFile &) = delete;
    EndFile &operator=(const EndFile &) = delete;

    static QString nameFor(const QString &store);

    /// Opens it for writing; what it says. None: it is new or unreadable. That it cannot be opened is no
    /// reason to store nothing, so it is only kept from being written.
    std::optional<ChainEnd> open(const QString &store);
    /// Without opening it for writing.
    static std::optional<ChainEnd> read(const QString &store);
    void write(const ChainEnd &end);

private:
    std::optional<ChainEnd> open(const QString &store, int flags);
    std::optional<ChainEnd> readPlace(int place);

    QByteArray m_name; ///< must outlive the file
    std::unique_ptr<char[]> m_memory;
    sqlite3_file *m_file = nullptr;
    int m_place = 0; ///< the next to be written
};

} // namespace signalbox
