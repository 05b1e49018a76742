// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/eventchain.h"

#include "core/store/codec.h"

#include <QCryptographicHash>
#include <QStringConverter>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <bit>
#include <sqlite3.h>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype hashSize = 16;
constexpr qsizetype placeSize = 8 + hashSize + hashSize; // last, hash, and a hash of both
constexpr qint64 placeDistance = 4096; // never in one sector

// Odd, so that multiplying loses nothing.
constexpr quint64 first = 0x9e3779b97f4a7c15;
constexpr quint64 second = 0xbf58476d1ce4e5b9;
constexpr quint64 third = 0x94d049bb133111eb;

/// Another state for each state, and for each word.
quint64 stepped(quint64 state, quint64 word)
{
    return std::rotl(state ^ (word * first), 31) * second;
}

/// Four sums side by side, over 32 bytes at a time.
class Sums
{
public:
    void add(QByteArrayView bytes)
    {
        while (bytes.size() >= blockSize) {
            addBlock(bytes.data());
            bytes = bytes.sliced(blockSize);
        }
        if (bytes.isEmpty())
            return;
        std::array<char, blockSize> rest{};
        std::ranges::copy(bytes, rest.begin());
        addBlock(rest.data());
    }

    QByteArray result() const
    {
        QByteArray bytes(hashSize, Qt::Uninitialized);
        qToLittleEndian(folded(0), bytes.data());
        qToLittleEndian(folded(2), bytes.data() + 8);
        return bytes;
    }

private:
    static constexpr qsizetype blockSize = 32;

    void addBlock(const char *block)
    {
        for (size_t i = 0; i < m_sums.size(); ++i)
            m_sums[i] = stepped(m_sums[i], qFromLittleEndian<quint64>(block + 8 * i));
    }

    quint64 folded(size_t from) const
    {
        quint64 all = third + from;
        for (size_t i = 0; i < m_sums.size(); ++i)
            all = stepped(all, m_sums[(from + i) % m_sums.size()]);
        all = (all ^ (all >> 29)) * third;
        return all ^ (all >> 32);
    }

    std::array<quint64, 4> m_sums{first, second, third, ~first};
};

QByteArray checkOf(QByteArrayView content)
{
    return QCryptographicHash::hash(
        QByteArrayLiteral("end") + content.toByteArray(), QCryptographicHash::Blake2s_128);
}

} // namespace

void EventChain::clear()
{
    m_small.resize(0);
    m_pieces.clear();
}

void EventChain::add(qint64 number)
{
    std::array<char, 8> bytes{};
    qToLittleEndian(number, bytes.data());
    m_small.append(bytes.data(), bytes.size());
}

void EventChain::add(const QByteArray &bytes)
{
    add(qint64(bytes.size()));
    m_pieces.append({m_small.size(), bytes.size()});
    m_small.append(bytes);
}

void EventChain::add(const QString &text)
{
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const auto at = m_small.size() + 8;
    m_small.resize(at + encoder.requiredSpace(text.size()));
    const auto size = encoder.appendToBuffer(m_small.data() + at, text) - (m_small.constData() + at);
    m_small.resize(at + size);
    qToLittleEndian(qint64(size), m_small.data() + at - 8);
    m_pieces.append({at, size});
}

QByteArray EventChain::next(const QByteArray &before, const Event &event)
{
    clear();
    add(event.sequence);
    add(toMicroseconds(event.received));
    add(toMicroseconds(event.time));
    for (const auto *text : {&event.id.value, &event.source, &event.type, &event.subject,
             &event.dataContentType, &event.dataSchema, &event.traceParent})
        add(*text);
    add(codec::objectBytes(event.extensions));
    add(event.correlation);
    add(event.causation.run.value);
    add(event.causation.step.value);
    add(event.causation.event);
    add(qint64(event.depth));
    add(event.request.json());
    add(event.data ? qint64(event.data->size()) : qint64(-1));
    return finish(before, event.data);
}

QByteArray EventChain::next(const QByteArray &before, Row &row)
{
    clear();
    for (int i = 0; i < 3; ++i)
        add(row.integer());
    for (int i = 0; i < 8; ++i)
        add(row.bytes());
    add(row.integer());
    add(row.bytes());
    add(row.bytes());
    add(row.integer());
    add(row.integer());
    add(row.bytes());
    const auto data = row.optionalBytes();
    add(data ? qint64(data->size()) : qint64(-1));
    return finish(before, data);
}

std::array<SqlValue, 18> EventChain::values(const Event &event) const
{
    const auto bytes = [this](qsizetype piece) {
        return QByteArrayView(m_small).sliced(m_pieces[piece].at, m_pieces[piece].size);
    };
    const auto text = [&bytes](qsizetype piece) { return SqlValue(TextView{bytes(piece)}); };
    return {event.sequence, event.received, event.time, text(0), text(1), text(2), text(3), text(4), text(5),
        text(6), BytesView{bytes(7)}, event.correlation, text(8), text(9), event.causation.event, event.depth,
        BytesView{bytes(10)}, event.data ? SqlValue(BytesView{*event.data}) : SqlValue()};
}

QByteArray EventChain::finish(const QByteArray &before, const std::optional<QByteArray> &data) const
{
    // The lengths of the pieces stand in the first.
    Sums sums;
    sums.add(before);
    sums.add(m_small);
    if (data)
        sums.add(*data);
    return sums.result();
}

EndFile::~EndFile()
{
    if (m_file)
        m_file->pMethods->xClose(m_file);
}

QString EndFile::nameFor(const QString &store)
{
    return store + u"-end"_s;
}

std::optional<ChainEnd> EndFile::open(const QString &store, int flags)
{
    auto *vfs = sqlite3_vfs_find(nullptr);
    m_name = nameFor(store).toUtf8();
    m_memory = std::make_unique<char[]>(size_t(vfs->szOsFile));
    auto *file = reinterpret_cast<sqlite3_file *>(m_memory.get());
    // A super-journal is the kind of file to which SQLite's file access ties nothing else.
    if (vfs->xOpen(vfs, m_name.constData(), file, flags | SQLITE_OPEN_SUPER_JOURNAL, nullptr) != SQLITE_OK) {
        if (file->pMethods)
            file->pMethods->xClose(file);
        return {};
    }
    m_file = file;
    const auto first = readPlace(0);
    const auto second = readPlace(1);
    const bool isSecond = second && (!first || second->last > first->last);
    m_place = isSecond ? 0 : 1;
    return isSecond ? second : first;
}

std::optional<ChainEnd> EndFile::open(const QString &store)
{
    return open(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
}

std::optional<ChainEnd> EndFile::read(const QString &store)
{
    EndFile file;
    return file.open(store, SQLITE_OPEN_READONLY);
}

std::optional<ChainEnd> EndFile::readPlace(int place)
{
    QByteArray content(placeSize, '\0');
    if (m_file->pMethods->xRead(m_file, content.data(), int(placeSize), place * placeDistance) != SQLITE_OK)
        return {};
    const auto said = content.first(8 + hashSize);
    if (content.sliced(8 + hashSize) != checkOf(said))
        return {};
    ChainEnd end{qFromLittleEndian<qint64>(said.constData()), said.sliced(8)};
    if (end.hash == QByteArray(hashSize, '\0'))
        end.hash.clear();
    return end;
}

void EndFile::write(const ChainEnd &end)
{
    if (!m_file)
        return;
    QByteArray content(8, '\0');
    qToLittleEndian(end.last, content.data());
    content += end.hash.isEmpty() ? QByteArray(hashSize, '\0') : end.hash;
    content += checkOf(content);
    // An end that could not be written lags behind, which is what it may do.
    m_file->pMethods->xWrite(m_file, content.constData(), int(content.size()), m_place * placeDistance);
    m_place = 1 - m_place;
}

} // namespace signalbox
