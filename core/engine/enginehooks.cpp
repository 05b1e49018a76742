// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "core/webhook/hooklistener.h"

/// What the engine can be asked of its hooks that needs nothing of the engine's own.
namespace signalbox {

QList<HookRequest> Engine::hookRequests(const QString &path) const
{
    return m_parts.hooks ? m_parts.hooks->requests(path) : QList<HookRequest>();
}

QFuture<Result<HookTestAnswer>> Engine::testHook(HookTestOrder order)
{
    if (!m_parts.hooks)
        return QtFuture::makeReadyFuture(
            Result<HookTestAnswer>(failure(Error::Code::Unavailable, tr("This engine takes no webhooks."))));
    return m_parts.hooks->test(std::move(order));
}

} // namespace signalbox
