// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"
#include "ui/editor/fieldeditor.h"

#include <QPointer>

namespace signalbox {

class FieldRow;
class RuleDocument;

/// How the runs of a rule go together: the rows of runPolicyType(), part of the RulePanel. Object names of
/// the editors: "runs-KEY". Thread: window.
class RunPolicyPanel : public QWidget
{
    Q_OBJECT

public:
    explicit RunPolicyPanel(const FieldParts &parts, QWidget *parent = nullptr);

    void setDocument(RuleDocument *document);
    void setProblems(const QList<Problem> &problems); ///< of the whole rule
    /// `field` of a problem: "runs.mode". False: there is no such row.
    bool focusField(const QString &field);

private:
    void refresh();

    QPointer<RuleDocument> m_document;
    QList<FieldRow *> m_rows;
};

} // namespace signalbox
