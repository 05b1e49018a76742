// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// The types of the events that Signalbox itself makes. Never renamed: rules of users match on them.
/// What each carries in `data` stands beside it.
namespace signalbox::eventtype {

using namespace Qt::StringLiterals;

/// What came to a hook, unless the trigger or the sender names another type. Data: the body.
inline const QString webhookReceived = u"signalbox.webhook.received"_s;
/// Somebody pressed a button. Data: the answers to its questions, or none. Subject: RULE/STEP.
inline const QString buttonPressed = u"signalbox.button.pressed"_s;
/// Somebody sent a form. Data: {field: value}. Subject: RULE/STEP.
inline const QString formSubmitted = u"signalbox.form.submitted"_s;
/// A schedule came due. Data: {"due": RFC 3339, "missed": n} and where some were dropped "dropped": n;
/// "more": true if counting ended before the past did. Subject: RULE/STEP. Id: RULE/STEP@due.
inline const QString scheduleDue = u"signalbox.schedule.due"_s;
/// Occurrences of a schedule got no run, as its policy for missed ones says. Data: {"dropped": n, "first",
/// "last": RFC 3339, "more"}. Subject: RULE/STEP.
inline const QString scheduleMissed = u"signalbox.schedule.missed"_s;
/// A pause of a schedule is over, and what came due in it got no run. Data: {"passed": n, "first", "last",
/// "until": RFC 3339, "more"}. Subject: RULE/STEP.
inline const QString schedulePaused = u"signalbox.schedule.paused"_s;
/// A rule was started by hand. Data: as given. Subject: RULE/STEP.
inline const QString ruleRun = u"signalbox.rule.run"_s;

/// A step of one rule started another rule, by its first trigger. Data: as given. Source: /rules/CALLER.
/// Subject: the id of the rule that is called.
inline const QString ruleCalled = u"signalbox.rule.called"_s;

/// Data of the record events: {"table","id","record","old"}. Source: /records/TABLE. Subject: the record's
/// id.
inline const QString recordCreated = u"signalbox.record.created"_s;
inline const QString recordUpdated = u"signalbox.record.updated"_s;
inline const QString recordDeleted = u"signalbox.record.deleted"_s;
/// A status field changed, at creation too. Data: {"table","id","field","old","new","record"}; "old" is null
/// at creation.
inline const QString statusChanged = u"signalbox.status.changed"_s;

/// Data: {"rule","run","step","error"}. Subject: the rule's id.
inline const QString runFailed = u"signalbox.run.failed"_s;

/// A rule's log step wrote a line. Data: {"level","message","data"}. Subject: RULE/STEP.
inline const QString logged = u"signalbox.log"_s;

/// The engine began to take and route events. Data: {"version"}.
inline const QString engineStarted = u"signalbox.engine.started"_s;

/// The store found when it was opened that its log is not what was stored. Data: {"faults": [sentence]}.
/// Source: /store.
inline const QString storeDamaged = u"signalbox.store.damaged"_s;
/// Somebody took a loss in the log for granted. Data: {"losses": [{"first","last","fault"}]}. Source: /store.
inline const QString lossAccepted = u"signalbox.store.loss-accepted"_s;

} // namespace signalbox::eventtype
