// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/datafolder.h"
#include "core/control/commands.h"
#include "core/control/server.h"
#include "core/engine/crashbook.h"
#include "core/engine/engine.h"

#include <QThread>

#include <memory>

namespace signalbox {

class ConnectionBook;
class HttpClient;
class MailClient;
class StoreKeeper;
class StoreKeeping;
class Vault;
class WebhookListener;

/// An engine with all that belongs to it, each in its thread: who is made, in which order, and how it ends.
/// Thread: the one that makes it, which must not be one of its own; construction and `stop` block on disk, so
/// the window makes it before it shows itself and stops it after it has closed.
class EngineHost
{
public:
    /// Takes the folder. Unavailable: another engine has it (the context is its process), the store cannot be
    /// opened.
    static Result<std::unique_ptr<EngineHost>> open(DataFolder folder, Notifier &notifier);
    ~EngineHost();

    /// Starts the engine and the control socket (hooks listen when `Engine::listen` is asked). After three
    /// quick crashes the engine begins paused: see Engine::start.
    Result<void> start(ControlServer::ProgramCommand program);

    /// Instead of `start`: carries out one command. What only reads starts no engine; else what the command
    /// starts is carried out before this returns, as far as it does not wait for a time.
    Exit runErrand(const Request &request, Output &output);

    /// Finishes or parks what runs. Called by the destructor too.
    void stop();

    const DataFolder &folder() const { return m_folder; }
    Engine &engine() { return *m_engine; }
    Store &store() { return *m_store; }
    StoreKeeper &keeper(); ///< from `start` to `stop`
    const StepCatalog &catalog() const { return m_catalog; }
    const Clock &clock() const { return m_clock; }
    bool isSafe() const { return m_crashes.isSafe(); } ///< right after `start`
    /// Why no secret can be used (core/secret/vault.h); everything else works. Empty: they can.
    QString vaultTrouble() const;

private:
    explicit EngineHost(DataFolder folder);

    DataFolder m_folder;
    CrashBook m_crashes;
    SystemClock m_clock;
    SystemRandom m_random;
    StepCatalog m_catalog;
    QThread m_engineThread;
    QThread m_hooksThread;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreKeeping> m_keeping; ///< none for an errand
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<ConnectionBook> m_connections; ///< outlives all that look into it, m_http's answers too
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<MailClient> m_mail;
    std::unique_ptr<WebhookListener> m_hooks;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<ControlServer> m_control;
    bool m_stopped = false;
};

} // namespace signalbox
