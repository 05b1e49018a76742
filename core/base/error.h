// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace signalbox {

/// Why something that was asked for did not happen. Values; safe to send between threads.
/// Cancelled is an outcome and no error, so there is no code for it.
struct Error
{
    /// What callers branch on.
    enum class Code {
        InvalidInput, ///< what was given is wrong; trying again with the same will fail again
        NotFound, ///< looked, and it is not there
        Denied, ///< it is there, and not for this caller
        Unavailable, ///< could not look or act: busy, full, no connection; may work later
        Timeout, ///< took longer than it was allowed to
        Corrupt, ///< stored data is not what was written
        Internal ///< our own mistake
    };

    Code code = Code::Internal;
    QString message; ///< one sentence for a person: what happened, to what, what to do
    QString context; ///< ids, fields, URLs, positions; never a secret

    bool operator==(const Error &) const = default;
};

/// The value, or the reason why there is none.
template <typename T> using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// `return failure(Error::Code::NotFound, tr("There is no rule \"%1\".").arg(id));`
inline Failure failure(Error::Code code, QString message, QString context = {})
{
    return Failure(Error{code, std::move(message), std::move(context)});
}

/// Stable name of a code for machines: "invalid-input", "not-found" …
QString codeName(Error::Code code);

} // namespace signalbox
