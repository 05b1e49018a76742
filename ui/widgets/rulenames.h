// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QHash>
#include <QList>
#include <QObject>

namespace signalbox {

class ReaderPool;
class Store;

/// What the rules are called now, for lists that know only their ids. Thread: window.
class RuleNames : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        RuleId id;
        QString name;

        bool operator==(const Entry &) const = default;
    };

    RuleNames(Store &store, ReaderPool &readers, QObject *parent = nullptr);

    /// The rule's name; of a rule that is no longer there, or not read yet, its id.
    QString name(const RuleId &rule) const;
    const QList<Entry> &all() const { return m_all; } ///< by name, in the order of the locale

signals:
    void changed();

private:
    void read();

    ReaderPool &m_readers;
    QList<Entry> m_all;
    QHash<RuleId, QString> m_names;
    bool m_asked = false;
    bool m_stale = false; // rules changed while they were being read
};

} // namespace signalbox
