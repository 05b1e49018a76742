// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

/// Finds one's way in a JSON text without building a document from it: values are ranges of its bytes, read
/// when somebody looks. So a text of 50 MB costs its bytes and a scan, numbers keep their digits and objects
/// their order. Never recursive: nesting is as deep as the text makes it. Pure; any thread.
namespace signalbox {

enum class JsonKind { Object, Array, String, Number, Boolean, Null, Lines };

/// A value in a text. `Lines` is a text that is no JSON, as a container of its lines (kind String, no
/// quotes).
struct JsonItem
{
    JsonKind kind = JsonKind::Null;
    qint64 begin = 0; ///< of the value's bytes; of a string: its opening quote
    qint64 end = 0;
    qint64 keyBegin = 0; ///< of the key's opening quote; equal to keyEnd: no key
    qint64 keyEnd = 0;
    qint64 count = 0; ///< of a container: how many items it has

    bool hasKey() const { return keyEnd > keyBegin; }
    bool isContainer() const
    {
        return kind == JsonKind::Object || kind == JsonKind::Array || kind == JsonKind::Lines;
    }

    bool operator==(const JsonItem &) const = default;
};

/// The one value that the text is (RFC 8259; a byte-order mark before it is passed over). None: not JSON, and
/// `errorAt` is then the offset of the first byte that cannot stand there.
std::optional<JsonItem> scanJson(QByteArrayView text, qint64 *errorAt = nullptr);

/// The text as lines: split after each line feed, and after 1,000 bytes at the latest (never inside a UTF-8
/// sequence).
JsonItem scanLines(QByteArrayView text);

/// Where the first item of a container begins.
qint64 firstItem(const JsonItem &container);

/// At most `limit` items of a container from `offset`, which must be firstItem() or what an earlier call left
/// there; it is moved to the item after the last one. The text must have passed scanJson() or scanLines().
QList<JsonItem> readItems(QByteArrayView text, const JsonItem &container, qint64 &offset, qint64 limit);

/// The offsets of every `step`-th item of the `count` ones from `offset`, the first included: where groups
/// begin.
QList<qint64> partition(
    QByteArrayView text, const JsonItem &container, qint64 offset, qint64 count, qint64 step);

/// The text of a string literal from its quotes on, escapes resolved, at most `limit` bytes of it read; lone
/// surrogates and bytes that are no UTF-8 become U+FFFD.
QString decodeJsonString(QByteArrayView literal, qsizetype limit = -1);

} // namespace signalbox
