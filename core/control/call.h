// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/control/request.h"
#include "core/engine/engine.h"
#include "core/store/reader.h"

#include <QHash>

#include <functional>

namespace signalbox {

/// What one command works with: the engine, a connection to read by, what was asked, and where the answer
/// goes.
struct Call
{
    // A page of the log read at a time: enough to be quick, little enough to hold.
    static constexpr int pageSize = 500;

    Engine &engine;
    Reader &reader;
    const QJsonObject &params;
    Output &output;

    QString text(const QString &key) const { return params.value(key).toString(); }
    bool flag(const QString &key) const { return params.value(key).toBool(); }

    /// JSON given as text on the command line, as it came; empty where the option is absent.
    Result<QByteArray> json(const QString &key) const;
    /// The same as an object.
    Result<QJsonObject> object(const QString &key) const;
    /// How many lines; 100 unless told.
    Result<int> limit() const;

    void print(const QJsonObject &object) const { output.line(toCompactJson(object)); }
    Exit failed(const Error &error) const;
    /// For what was asked rightly and did not work, whatever the error's kind says: Failed.
    Exit refused(const Error &error) const;
};

/// A method of the control socket.
struct Command
{
    std::function<Exit(const Call &)> run;
    bool isReading = false; ///< changes nothing, so no engine has to be started for it
};

using CommandTable = QHash<QString, Command>;

// By topic, each in the file of its name; what each takes and prints stands in interfaces.md of the project
// and in the help of the command line.
CommandTable ruleCommands();
CommandTable boardCommands();
CommandTable eventCommands();
CommandTable runCommands();
CommandTable recordCommands();
CommandTable scheduleCommands();
CommandTable connectionCommands();
CommandTable storageCommands();
CommandTable engineCommands();

/// Prints the run as `run show` does.
Exit showRun(const Call &call, const RunId &id);

} // namespace signalbox
