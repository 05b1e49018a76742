// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/event/eventsink.h"
#include "core/http/request.h"
#include "core/webhook/shortfall.h"

#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>

#include <deque>
#include <mutex>

namespace signalbox {

/// A request to a hook as its owner sees it afterwards, also one that was refused. Plain value.
struct HookRequest
{
    enum class Verdict {
        Pending, ///< on its way into the log
        Accepted,
        Duplicate, ///< was there before
        Answered, ///< a sender's question, answered; no event
        WrongSignature,
        NoSecret, ///< there is nothing to check with
        WrongMethod,
        OtherHost, ///< meant for a host that is not served here
        WebPage, ///< sent by a page of another origin
        WrongEncoding,
        TooLarge,
        TooSlow,
        BadBody, ///< `detail` says why
        Full, ///< neither queue nor disk took it; the sender was asked to come again
        Failed
    };

    qint64 number = 0; ///< counts the requests of a listener, from 1
    Instant time;
    QByteArray method;
    QHostAddress peer; ///< the sender, or a proxy or tunnel before it
    Verdict verdict = Verdict::Pending;
    int status = 0; ///< of the answer; 0 until there is one
    QString detail; ///< what the sender was told, in English; empty: nothing beyond the status
    Shortfall shortfall; ///< of Verdict::WrongSignature
    bool isUnrouted = false; ///< no rule that is on takes from this hook
    RequestRecord record; ///< {"method","path","query","headers"}, without what may be secret
    QString contentType;
    QByteArray body; ///< at most HookLog::mostBody bytes of it
    qint64 bodySize = 0;
    Sequence event = 0; ///< what it became, or is a duplicate of; 0: nothing

    bool isTaken() const { return verdict == Verdict::Accepted || verdict == Verdict::Duplicate; }
    bool isRefused() const { return verdict >= Verdict::WrongSignature; }
    bool isBodyCut() const { return body.size() < bodySize; }
    bool operator==(const HookRequest &) const = default;
};

/// What became of a request, in a sentence for the hook's owner, who may know why; the sender is told less.
QString verdictText(const HookRequest &request);

/// The last requests to each hook, in memory: refused ones are no events, and who looks why nothing arrives
/// wants to see them all in one place. Bounded: `perPath` each, and `mostBytes` of bodies in all (then each
/// path keeps its newest few). Thread: any.
class HookLog
{
public:
    static constexpr qsizetype mostBody = 16LL * 1024;
    static constexpr size_t perPath = 20;
    static constexpr qsizetype mostBytes = 8LL * 1024 * 1024;

    /// Adds it and gives its number. Its body is cut here.
    qint64 add(const QString &path, HookRequest request);
    /// The log's answer to one that is pending. `status`: 0 while its runs are to answer; called again then.
    void settle(const QString &path, qint64 number, int status, const Result<QList<Appended>> &answer);
    /// Forgets the paths that are none of these.
    void keepOnly(const QStringList &paths);

    QList<HookRequest> newest(const QString &path) const; ///< newest first
    qint64 lastNumber() const; ///< 0: there was none

private:
    void shrink();

    mutable std::mutex m_mutex; // for all below
    QHash<QString, std::deque<HookRequest>> m_paths; // oldest first
    qsizetype m_bytes = 0;
    qint64 m_last = 0;
};

} // namespace signalbox
