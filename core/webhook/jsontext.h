// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>

namespace signalbox {

/// Checks that bytes are JSON, without reading them into anything: they are kept as they came. RFC 8259, and
/// strings must be text (no half surrogate pairs). Numbers may be of any size; repeated keys are left as they
/// are, and the last wins where they are read. Thread: any, one at a time.
class JsonText
{
public:
    static constexpr int mostLevels = 64;
    static constexpr int mostTokens = 100'000; ///< values and keys

    JsonText();
    ~JsonText();
    Q_DISABLE_COPY_MOVE(JsonText)

    struct Fault
    {
        qsizetype line = 1;
        qsizetype column = 1; ///< in bytes, from 1
        const char *reason = ""; ///< English: "a comma or closing bracket is missing"
    };

    /// Nothing: it is JSON. Fast if `text` has 64 bytes of spare capacity.
    std::optional<Fault> check(const QByteArray &text);

    /// As check(), always by the slower way, which knows where the fault is.
    static std::optional<Fault> find(QByteArrayView text);

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

/// Whether bytes are UTF-8.
bool isUtf8(QByteArrayView bytes);

} // namespace signalbox
