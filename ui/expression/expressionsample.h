// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/check.h"
#include "core/expression/scope.h"
#include "ui/expression/codespans.h"

#include <QHash>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace signalbox {

struct Event;

/// Real data to look at while an expression is written: what its names stand for. A value, cheap to copy.
/// What is found out about it is kept with it, so one thread at a time may look at the same copy.
struct ExpressionSample
{
    QString title; ///< for people: where the data comes from; empty: nowhere
    std::vector<std::pair<std::string, Value>> names; ///< event, steps …; changed by set() alone
    QHash<QString, QString> labels; ///< "steps.post": what people call it, "Tell the shop"

    const Value *find(std::string_view name) const;
    void set(const std::string &name, Value value);
    bool isEmpty() const { return names.empty(); }

    Scope scope() const;
    /// As rules have it, with limits that keep an evaluation under the blink of an eye.
    Environment environment() const;
    /// The same, and what the sample shows about the types of names.
    Environment typedEnvironment() const;

    static ExpressionSample ofEvent(const Event &event);

private:
    struct Environments;
    const Environments &environments() const;

    mutable std::shared_ptr<const Environments> m_environments; // made when first asked for
};

/// A member of something as an expression names it: by name where that is one, else in brackets.
QString memberPath(const QString &owner, const QString &key);

/// What is wrong with an expression or template in a rule. What is wrong only if all data is like the sample
/// comes as a warning.
QList<ExpressionProblem> problemsOf(QStringView text, CodeKind kind, const ExpressionSample &sample);

/// What an expression or template gives for a sample. Pure; any thread.
Result<Value> evaluateOn(QStringView text, CodeKind kind, const ExpressionSample &sample);

} // namespace signalbox
