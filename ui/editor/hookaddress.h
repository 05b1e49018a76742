// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QString>

#include <optional>

/// Where a hook is found. Pure; any thread.
namespace signalbox {

class Settings;
struct Rule;

/// The path below /hook/ of this step. Nothing: it is no webhook, or there is no such step.
std::optional<QString> hookPathOf(const Rule &rule, const StepId &step);

/// "https://hooks.example.com", as the settings have it; empty: none is set.
QString publicBase(const Settings &settings);

/// The address to give to a sender: below the public URL if there is one, else below the listener's. Empty:
/// the path is empty, or nothing listens.
QString hookUrl(const QString &publicBase, const QString &listener, const QString &path);

/// Who can reach this listener, in a sentence.
QString reachOf(const QString &publicBase, const QString &listener);

} // namespace signalbox
