// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/expression/value.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace signalbox::test {

/// One case of CEL's conformance suite: an expression and what it must come to.
struct ConformanceCase
{
    QString name;
    QString expression;
    QJsonObject bindings; ///< name -> typed value
    QJsonObject value; ///< typed; empty: it must fail
};

/// Of all files *.json in a folder, in the order of their names. NotFound: there is no such folder, or no
/// file in it; InvalidInput: a file is not in the form.
Result<QList<ConformanceCase>> readConformanceCases(const QString &folder);

/// Evaluates in the standard environment. Empty: it passed; else what was wrong, in a sentence.
QString runConformanceCase(const ConformanceCase &test);

} // namespace signalbox::test
