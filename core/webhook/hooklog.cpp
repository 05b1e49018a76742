// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/hooklog.h"

#include <QCoreApplication>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// What each path keeps when there is too much of all together.
constexpr size_t keptWhenFull = 3;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(HookLog)
};

/// The beginning of a body, without holding on to the rest of its memory.
QByteArray beginning(const QByteArray &body)
{
    if (body.capacity() <= HookLog::mostBody)
        return body;
    const auto kept = std::min(body.size(), HookLog::mostBody);
    return {body.constData(), kept};
}

QString textOf(std::chrono::seconds time)
{
    using namespace std::chrono;
    return time < 2min ? Tr::tr("%1 seconds").arg(time.count())
        : time < 2h    ? Tr::tr("%1 minutes").arg(floor<minutes>(time).count())
        : time < 48h   ? Tr::tr("%1 hours").arg(floor<hours>(time).count())
                       : Tr::tr("%1 days").arg(floor<days>(time).count());
}

QString textOf(const Shortfall &shortfall)
{
    if (!shortfall.header.isEmpty())
        return Tr::tr("Refused: it has no header %1, or more than one, so nothing shows who sent it. Let the "
                      "sender sign, or choose how it does.")
            .arg(QString::fromLatin1(shortfall.header));
    if (shortfall.age && *shortfall.age < 0s)
        return Tr::tr("Refused: by its own time it will be sent in %1. One of the two clocks is wrong.")
            .arg(textOf(-*shortfall.age));
    if (shortfall.age)
        return Tr::tr("Refused: by its own time it was sent %1 ago. An old request was sent again, or one of "
                      "the two clocks is wrong.")
            .arg(textOf(*shortfall.age));
    return Tr::tr("Refused: not signed with the secret of this address. Compare the secret of the connection "
                  "with that at the sender.");
}

} // namespace

QString verdictText(const HookRequest &request)
{
    using enum HookRequest::Verdict;
    switch (request.verdict) {
    case Pending:
        return Tr::tr("On its way into the log.");
    case Accepted:
        return request.isUnrouted   ? Tr::tr("Accepted and logged; no rule that is on takes it.")
            : request.status == 0   ? Tr::tr("Accepted; its sender waits for what the run answers.")
            : request.status == 202 ? Tr::tr("Accepted.")
                                    : Tr::tr("Accepted, and answered with %1.").arg(request.status);
    case Duplicate:
        return Tr::tr("Was here before: answered like the first time, starts nothing.");
    case Answered:
        return Tr::tr("A question of the sender, answered. It is no event.");
    case WrongSignature:
        return textOf(request.shortfall);
    case NoSecret:
        return Tr::tr("Refused: there is no secret to check it with. Give the connection one.");
    case WrongMethod:
        return Tr::tr("Refused: this address does not take %1.").arg(QString::fromUtf8(request.method));
    case OtherHost:
        return Tr::tr("Refused: sent to a host name that is not allowed here. Add it in Settings.");
    case WebPage:
        return Tr::tr("Refused: a web page of another origin sent it.");
    case WrongEncoding:
        return Tr::tr("Refused: packed in another way than gzip.");
    case TooLarge:
        return Tr::tr("Refused: larger than this address takes.");
    case TooSlow:
        return Tr::tr("Given up: the body came too slowly.");
    case BadBody:
        return Tr::tr("Refused: %1").arg(request.detail);
    case Full:
        return Tr::tr("Not stored: the queue or the disk is full. The sender was asked to come again.");
    case Failed:
        return Tr::tr("Not stored: something went wrong here.");
    }
    Q_UNREACHABLE();
}

qint64 HookLog::add(const QString &path, HookRequest request)
{
    request.bodySize = std::max(request.bodySize, qint64(request.body.size()));
    request.body = beginning(request.body);
    const std::scoped_lock lock(m_mutex);
    request.number = ++m_last;
    m_bytes += request.body.size();
    auto &kept = m_paths[path];
    kept.push_back(std::move(request));
    while (kept.size() > perPath) {
        m_bytes -= kept.front().body.size();
        kept.pop_front();
    }
    if (m_bytes > mostBytes)
        shrink();
    return m_last;
}

void HookLog::shrink()
{
    m_bytes = 0;
    for (auto &kept : m_paths) {
        while (kept.size() > keptWhenFull)
            kept.pop_front();
        for (const auto &request : kept)
            m_bytes += request.body.size();
    }
    if (m_bytes <= mostBytes)
        return;
    m_paths.clear(); // thousands of hooks that all get large bodies
    m_bytes = 0;
}

void HookLog::settle(const QString &path, qint64 number, int status, const Result<QList<Appended>> &answer)
{
    using enum HookRequest::Verdict;
    const std::scoped_lock lock(m_mutex);
    const auto kept = m_paths.find(path);
    if (kept == m_paths.end())
        return;
    // From the newest: it was added a moment ago.
    const auto found = std::ranges::find(kept->rbegin(), kept->rend(), number, &HookRequest::number);
    if (found == kept->rend())
        return;
    found->status = status;
    if (!answer) {
        const auto code = answer.error().code;
        found->verdict = code == Error::Code::InvalidInput                     ? BadBody
            : code == Error::Code::Unavailable || code == Error::Code::Timeout ? Full
                                                                               : Failed;
        found->detail = answer.error().message;
        return;
    }
    const bool isNew
        = answer->isEmpty() || std::ranges::any_of(*answer, std::logical_not(), &Appended::duplicate);
    found->verdict = isNew ? Accepted : Duplicate;
    if (!answer->isEmpty())
        found->event = answer->first().sequence;
}

void HookLog::keepOnly(const QStringList &paths)
{
    const QSet<QString> wanted(paths.begin(), paths.end());
    const std::scoped_lock lock(m_mutex);
    for (auto it = m_paths.begin(); it != m_paths.end();) {
        if (wanted.contains(it.key())) {
            ++it;
            continue;
        }
        for (const auto &request : *it)
            m_bytes -= request.body.size();
        it = m_paths.erase(it);
    }
}

QList<HookRequest> HookLog::newest(const QString &path) const
{
    const std::scoped_lock lock(m_mutex);
    const auto kept = m_paths.constFind(path);
    return kept == m_paths.constEnd() ? QList<HookRequest>()
                                      : QList<HookRequest>(kept->rbegin(), kept->rend());
}

qint64 HookLog::lastNumber() const
{
    const std::scoped_lock lock(m_mutex);
    return m_last;
}

} // namespace signalbox
