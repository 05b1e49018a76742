// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <QByteArrayView>
#include <QJsonValue>
#include <QString>

#include <atomic>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace signalbox {

namespace expression {
struct Shared;
struct TextData;
struct ListData;
struct MapData;
struct OptionalData;
} // namespace expression

struct MapEntry;

/// What expressions compute with: event data, results of steps, every intermediate. 16 bytes; strings, bytes,
/// lists and maps are shared between copies and never change, so copying is cheap and any thread may read.
/// The kinds are those of CEL; JSON maps onto the first seven of them.
class Value
{
public:
    enum class Kind : quint8 {
        Null,
        Bool,
        Int, ///< 64 bits, signed
        Uint, ///< 64 bits, unsigned
        Double,
        Timestamp, ///< nanoseconds; years 1 to 9999
        Duration, ///< nanoseconds in 64 bits: 292 years either way
        Type, ///< what `type(x)` gives
        String, ///< UTF-8
        Bytes,
        List,
        Map, ///< keys are Bool, Int, Uint or String, in the order in which they came
        Optional ///< a value or none
    };

    /// A point in time, UTC; finer than Instant because CEL counts nanoseconds.
    struct Time
    {
        qint64 seconds = 0; ///< since 1970; negative before
        qint32 nanoseconds = 0; ///< 0 to 999,999,999, counted forward also before 1970

        auto operator<=>(const Time &) const = default;
    };

    Value() noexcept = default; ///< null
    Value(const Value &other) noexcept;
    Value(Value &&other) noexcept;
    Value &operator=(const Value &other) noexcept;
    Value &operator=(Value &&other) noexcept;
    ~Value();

    // --- making values
    static Value boolean(bool value) noexcept;
    static Value integer(qint64 value) noexcept;
    static Value unsignedInteger(quint64 value) noexcept;
    static Value real(double value) noexcept;
    static Value string(std::string utf8); ///< must be valid UTF-8
    static Value bytes(std::string octets);
    static Value list(std::vector<Value> items);
    /// Of two entries with equal keys the later one counts, in the place of the earlier one. Keys must be of
    /// a kind that may be a key.
    static Value map(std::vector<MapEntry> entries);
    static Value map(std::vector<std::pair<std::string, Value>> members);
    /// A map in which no key may be there twice. False: one is, and `out` is as it was.
    static bool uniqueMap(std::vector<MapEntry> entries, Value &out);
    static Value timestamp(Time time) noexcept;
    static Value duration(std::chrono::nanoseconds length) noexcept;
    static Value type(Kind kind) noexcept;
    static Value optional(Value value);
    static Value none() noexcept;

    static Value fromText(QStringView text);
    static Value fromInstant(Instant instant) noexcept;

    /// Reads JSON (RFC 8259). Whole numbers written without fraction or exponent are Int, past 2^63 Uint,
    /// past 2^64 Double; all others Double. Keys keep their order; of a key given twice the later value
    /// counts. InvalidInput, with the reason: not JSON, more than one value, nested deeper than
    /// `maximumJsonDepth`, not UTF-8, a number beyond the range of double.
    static Result<Value> fromJson(QByteArrayView json);
    /// Whole numbers are Int, an undefined value is null.
    static Value fromQJson(const QJsonValue &value);

    /// How deep lists and maps may stand in each other in JSON that is read and in results of expressions.
    static constexpr int maximumJsonDepth = 64;

    // --- reading values
    Kind kind() const noexcept { return m_kind; }
    bool isNull() const noexcept { return m_kind == Kind::Null; }
    bool isNumber() const noexcept
    {
        return m_kind == Kind::Int || m_kind == Kind::Uint || m_kind == Kind::Double;
    }
    bool isString() const noexcept { return m_kind == Kind::String; }
    bool isList() const noexcept { return m_kind == Kind::List; }
    bool isMap() const noexcept { return m_kind == Kind::Map; }

    // Each of another kind: false, 0, empty. Numbers are converted where nothing is lost but fractions of
    // `toDouble`.
    bool toBool() const noexcept { return m_kind == Kind::Bool && m_data.boolean; }
    qint64 toInt() const noexcept;
    quint64 toUint() const noexcept;
    double toDouble() const noexcept;
    Time toTime() const noexcept;
    Instant toInstant() const noexcept;
    std::chrono::nanoseconds toDuration() const noexcept;
    Kind toType() const noexcept { return m_kind == Kind::Type ? m_data.type : Kind::Null; }
    std::string_view toStringView() const noexcept; ///< of String and Bytes; valid as long as the value
    QString toQString() const; ///< of String only
    QByteArray toBytes() const; ///< of String (as UTF-8) and Bytes
    std::span<const Value> items() const noexcept; ///< of a List
    std::span<const MapEntry> entries() const noexcept; ///< of a Map
    const Value *inner() const noexcept; ///< what an Optional holds; null: none, or no Optional

    /// Elements of a List, entries of a Map, bytes of String and Bytes; else 0.
    qsizetype size() const noexcept;
    /// A Map's member; null: not there, or no Map. Valid as long as the value.
    const Value *find(std::string_view key) const noexcept;
    /// As above for a key whose hash (expression::hashOf) is known.
    const Value *find(std::string_view key, quint32 hash) const noexcept;
    /// As above by any key, numbers by their value (1, 1u and 1.0 are the same key).
    const Value *find(const Value &key) const noexcept;

    // --- writing values
    /// Compact JSON in the order of the keys. Doubles as the shortest text that reads back the same and stays
    /// a Double; NaN and infinities as "NaN", "Infinity", "-Infinity"; bytes as base64; timestamps as RFC
    /// 3339; durations as "3.5s"; types by name; an optional as what it holds, or null; keys as text.
    QByteArray toJson() const;
    QJsonValue toQJson() const;
    /// As a template shows it: strings and what JSON writes as one without quotes, all else as JSON.
    QString toText() const;
    void appendText(std::string &out) const;
    void appendJson(std::string &out) const;

    /// Equality of CEL: numbers by value whatever their kind, NaN equal to nothing, maps whatever their
    /// order.
    friend bool operator==(const Value &a, const Value &b) noexcept;

    // --- for limits
    /// About how many bytes the value takes when written out, shared parts counted as often as they appear.
    size_t weight() const noexcept;
    /// How deep lists and maps stand in it; 0 for anything else.
    int depth() const noexcept;

private:
    explicit Value(Kind kind) noexcept
        : m_kind(kind)
    {
    }
    bool isShared() const noexcept { return m_kind >= Kind::String; }
    static Value holding(Kind kind, expression::Shared *data) noexcept;
    void release() noexcept;

    Kind m_kind = Kind::Null;
    qint32 m_nanoseconds = 0; // of Timestamp
    union {
        bool boolean;
        qint64 integer;
        quint64 unsignedInteger;
        double real;
        qint64 seconds; // of Timestamp
        Kind type;
        expression::Shared *shared; // null: the optional without a value
        expression::TextData *text;
        expression::ListData *list;
        expression::MapData *map;
        expression::OptionalData *optional;
    } m_data{.integer = 0};
};

/// One entry of a Map.
struct MapEntry
{
    Value key;
    Value value;
};

/// "int", "string", "google.protobuf.Timestamp" …: the name by which CEL knows a type.
std::string_view typeName(Value::Kind kind) noexcept;

namespace expression {

/// What copies of a value have in common. Deleted by the last of them, by kind (there is no virtual table).
struct Shared
{
    std::atomic<quint32> references{1};
};

} // namespace expression

inline Value::Value(const Value &other) noexcept
    : m_kind(other.m_kind)
    , m_nanoseconds(other.m_nanoseconds)
    , m_data(other.m_data)
{
    if (isShared() && m_data.shared)
        m_data.shared->references.fetch_add(1, std::memory_order_relaxed);
}

inline Value::Value(Value &&other) noexcept
    : m_kind(std::exchange(other.m_kind, Kind::Null))
    , m_nanoseconds(other.m_nanoseconds)
    , m_data(other.m_data)
{
}

inline Value::~Value()
{
    if (isShared() && m_data.shared && m_data.shared->references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        release();
}

inline Value &Value::operator=(Value &&other) noexcept
{
    // What was here goes last, for `other` may be a part of it.
    Value taken(std::move(other));
    std::swap(m_kind, taken.m_kind);
    std::swap(m_nanoseconds, taken.m_nanoseconds);
    std::swap(m_data, taken.m_data);
    return *this;
}

inline Value &Value::operator=(const Value &other) noexcept
{
    return *this = Value(other);
}

inline Value Value::boolean(bool value) noexcept
{
    Value result(Kind::Bool);
    result.m_data.boolean = value;
    return result;
}

inline Value Value::integer(qint64 value) noexcept
{
    Value result(Kind::Int);
    result.m_data.integer = value;
    return result;
}

inline Value Value::unsignedInteger(quint64 value) noexcept
{
    Value result(Kind::Uint);
    result.m_data.unsignedInteger = value;
    return result;
}

inline Value Value::real(double value) noexcept
{
    Value result(Kind::Double);
    result.m_data.real = value;
    return result;
}

} // namespace signalbox
