// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>
#include <QString>

#include <compare>

namespace signalbox {

/// A text id that knows what it identifies, so that a rule's id is never passed for a run's.
template <typename Tag> struct Id
{
    QString value;

    Id() = default;
    explicit Id(QString text)
        : value(std::move(text))
    {
    }

    bool isEmpty() const { return value.isEmpty(); }

    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &a, const Id &b) { return a.value.compare(b.value) <=> 0; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using EventId = Id<struct EventIdTag>; ///< CloudEvents `id`: unique together with the source
using RuleId = Id<struct RuleIdTag>; ///< lower-case letters, digits and `-`
using StepId = Id<struct StepIdTag>; ///< `[a-z][a-z0-9_]*`, unique in its rule
using RunId = Id<struct RunIdTag>; ///< UUID version 7
using TableId = Id<struct TableIdTag>; ///< `[a-z][a-z0-9_]*`
using RecordId = Id<struct RecordIdTag>; ///< UUID version 7, or as the creator chose

/// Place of an event in the log; the first is 1, and 0 is "before the first".
using Sequence = qint64;

} // namespace signalbox
