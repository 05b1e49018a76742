// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/connectionstatus.h"
#include "core/rule/steptype.h"
#include "core/secret/connectionbook.h"
#include "core/secret/connectiontype.h"
#include "core/store/reader.h"

#include <QFuture>
#include <QMutex>
#include <QObject>
#include <QThreadPool>

#include <functional>

namespace signalbox {

/// The connections that a rule's steps name, in the fields that its step types have for them.
QStringList connectionsOf(const Rule &rule, const StepCatalog &catalog);

/// Makes, changes, tries and removes connections: what is known of them goes to the store, secrets to the
/// vault, and the book, which those look into that use them, is kept true. Engine's part of that name; what
/// it takes outlives it. Thread: any; works in threads of its own, since store and vault wait for disks, and
/// tries connections in the one that it lives in.
class Connections : public QObject
{
    Q_OBJECT

public:
    /// Fills the book with what is stored; blocks on disk.
    Connections(Store &store, const StepCatalog &catalog, ConnectionBook &book,
        const ConnectionProbes &probes, QObject *parent = nullptr);
    ~Connections() override; ///< waits for what is under way, but not for tests: those are cancelled

    QFuture<Result<QList<ConnectionStatus>>> list();
    QFuture<Result<ConnectionStatus>> set(ConnectionChange change);
    QFuture<Result<QString>> test(const QString &name);
    QFuture<Result<void>> remove(const QString &name);

private:
    template <typename Work> auto inPool(Work work);
    Result<std::unique_ptr<Reader>> reader() const;
    ConnectionStatus statusOf(const StoredConnection &connection) const;
    Result<ConnectionStatus> change(const ConnectionChange &change);
    Result<void> changeSecret(const ConnectionChange &change, bool forgets);
    Result<void> removeNow(const QString &name);
    using Trial = std::function<QFuture<Result<QString>>()>;
    Result<Trial> trialOf(const QString &name) const;

    Store &m_store;
    const StepCatalog &m_catalog;
    ConnectionBook &m_book;
    const ConnectionProbes m_probes;
    QMutex m_changing; ///< one change after the other: row and secret belong together
    QThreadPool m_pool; ///< last: its work uses the others
};

} // namespace signalbox
