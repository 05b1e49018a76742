// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/hooktest.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

namespace signalbox {

/// A sender that many have: how a `webhook` trigger is set up for it, what it sends, and what is to be done
/// on its side. Made once, any thread.
struct HookPreset
{
    QString id; ///< never renamed; also the suggestion for the path
    QString title; ///< the sender's own name
    QString help; ///< what such a hook is for, in a sentence
    QJsonObject config; ///< of the trigger, but for `path`, `sample` and the connection
    QStringList eventTypes = {}; ///< that its events have here, the usual ones
    QByteArray sample = {}; ///< data of such an event, as JSON; made up, in the shape of real ones
    QList<std::pair<QByteArray, QByteArray>> headers
        = {}; ///< that come with the sample, beside those of the scheme
    bool sendsForms = false; ///< the fields of the sample are sent as a form
    QStringList steps = {}; ///< what to do at the sender, in order; "%1" stands for the address

    QJsonValue sampleData() const;
    /// `steps` for this address.
    QStringList stepsFor(const QString &url) const;
};

/// Every preset, in the order of the choice.
/// Made at the first call; texts are in the language of that moment.
const QList<HookPreset> &hookPresets();
const HookPreset *findHookPreset(const QString &id);

/// What `config` of a `webhook` trigger becomes with this preset: what belongs to another sender goes, path,
/// connections and public URL stay where they are set. `publicUrl`: base of the addresses as senders know
/// them, may be empty.
QJsonObject withPreset(const QJsonObject &config, const HookPreset &preset, const QString &publicUrl = {});

/// The preset that a config was made with, or could have been: that with its way of checking and its
/// question. Null: none.
const HookPreset *presetOf(const QJsonObject &config);

/// A test of a hook with this data, in the way in which the preset's sender would send it.
HookTestOrder testOrder(const QString &path, const QJsonValue &data, const HookPreset *preset);

} // namespace signalbox
