// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldrow.h"

#include "ui/editor/fieldeditor.h"
#include "ui/expression/codeedit.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

FieldRow::FieldRow(FieldEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_problem(new QLabel(this))
{
    const auto &field = editor->field();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    if (!editor->hasOwnLabel()) {
        auto *label = new QLabel(field.required ? tr("%1 *").arg(field.label) : field.label, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setProperty("role", u"label"_s);
        label->setBuddy(editor);
        auto *line = new QHBoxLayout;
        line->addWidget(label, 1);
        layout->addLayout(line);
        if (field.template_ || field.kind == FieldKind::Expression) {
            m_references = new QToolButton(this);
            m_references->setObjectName(u"references-"_s + field.key);
            m_references->setText(u"{ }"_s);
            m_references->setAutoRaise(true);
            m_references->setFixedHeight(20);
            m_references->setFocusPolicy(Qt::TabFocus); // a click leaves the cursor where it is
            m_references->setToolTip(tr("Insert something that came before"));
            m_references->setAccessibleName(tr("%1: insert something that came before").arg(field.label));
            line->addWidget(m_references);
            connect(m_references, &QToolButton::clicked, this, &FieldRow::showReferences);
        }
    }
    editor->setParent(this);
    layout->addWidget(editor);
    m_problem->setObjectName(u"problem-"_s + field.key);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    layout->addWidget(m_problem);
    if (!field.help.isEmpty()) {
        auto *help = new QLabel(field.help, this);
        help->setTextFormat(Qt::PlainText);
        help->setWordWrap(true);
        help->setProperty("role", u"muted"_s);
        layout->addWidget(help);
    }
    if (auto *typedIn = editor->focusProxy())
        typedIn->setToolTip(field.help.toHtmlEscaped());
    connect(editor, &FieldEditor::problemChanged, this, &FieldRow::updateProblem);
    updateProblem();
}

void FieldRow::showReferences()
{
    QMenu menu;
    emit referencesWanted(menu);
    if (!menu.isEmpty())
        menu.exec(m_references->mapToGlobal(QPoint(0, m_references->height())));
}

CodeEdit *FieldRow::codeEdit() const
{
    const auto edits = m_editor->findChildren<CodeEdit *>();
    for (auto *edit : edits) {
        if (edit->hasFocus())
            return edit;
    }
    return edits.isEmpty() ? nullptr : edits.first();
}

void FieldRow::insertReference(const QString &path)
{
    if (auto *edit = codeEdit())
        edit->insertExpression(path);
}

void FieldRow::setProblems(const QStringList &problems)
{
    m_problems = problems;
    updateProblem();
}

bool FieldRow::hasProblem() const
{
    return !m_problem->isHidden();
}

void FieldRow::updateProblem()
{
    const auto text = m_editor->problem().isEmpty() ? m_problems.join(u'\n') : m_editor->problem();
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    if (auto *typedIn = m_editor->focusProxy())
        typedIn->setAccessibleDescription(text.isEmpty() ? m_editor->field().help : text);
}

} // namespace signalbox
