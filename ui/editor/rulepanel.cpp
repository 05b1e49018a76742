// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulepanel.h"

#include "ui/editor/ruledocument.h"
#include "ui/editor/runpolicypanel.h"
#include "ui/editor/surroundings.h"
#include "ui/editor/textarea.h"
#include "ui/theme/theme.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

RulePanel::RulePanel(const FieldParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_name(new QLineEdit(this))
    , m_description(new TextArea(3, 10, this))
    , m_folder(new QLineEdit(this))
    , m_folders(new QStringListModel(this))
    , m_runs(new RunPolicyPanel(parts, this))
    , m_id(new QLabel(this))
{
    setObjectName(u"rulePanel"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit * 2, Theme::unit * 2, Theme::unit * 2);
    layout->setSpacing(Theme::unit / 2);
    auto *title = new QLabel(tr("Rule"), this);
    auto font = parts.themes.theme().textFont;
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    layout->addWidget(title);
    layout->addSpacing(Theme::unit);
    const auto add = [&](const QString &text, QWidget *editor) {
        auto *label = new QLabel(text, this);
        label->setProperty("role", u"label"_s);
        label->setBuddy(editor);
        editor->setAccessibleName(text);
        layout->addWidget(label);
        layout->addWidget(editor);
        layout->addSpacing(Theme::unit);
    };
    m_name->setObjectName(u"ruleName"_s);
    m_description->setObjectName(u"ruleDescription"_s);
    m_description->setPlaceholderText(tr("What it is for"));
    m_folder->setObjectName(u"ruleFolder"_s);
    m_folder->setPlaceholderText(tr("none"));
    auto *completer = new QCompleter(m_folders, m_folder);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_folder->setCompleter(completer);
    add(tr("Name"), m_name);
    add(tr("Description"), m_description);
    add(tr("Folder"), m_folder);
    layout->addWidget(m_runs);
    layout->addSpacing(Theme::unit);
    m_id->setTextFormat(Qt::PlainText);
    m_id->setWordWrap(true);
    m_id->setMinimumWidth(1); // a long id must not push the fields out of sight
    m_id->setProperty("role", u"muted"_s);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_id);
    auto *hint = new QLabel(
        tr("Select a step to change it. Press A on the canvas, or drag from a port, to add one."), this);
    hint->setWordWrap(true);
    hint->setProperty("role", u"muted"_s);
    layout->addSpacing(Theme::unit);
    layout->addWidget(hint);
    layout->addStretch();

    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (m_document)
            m_document->setName(text);
    });
    connect(m_description, &TextArea::edited, this, [this](const QString &text) {
        if (m_document)
            m_document->setDescription(text);
    });
    const auto takeFolder = [this](const QString &text) {
        if (m_document)
            m_document->setFolder(text);
    };
    connect(m_folder, &QLineEdit::textEdited, this, takeFolder);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, takeFolder);
    const auto &around = parts.surroundings;
    connect(&around, &Surroundings::changed, this,
        [this, &around] { m_folders->setStringList(around.folders()); });
    m_folders->setStringList(around.folders());
}

void RulePanel::setDocument(RuleDocument *document)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    m_document = document;
    m_runs->setDocument(document);
    if (document)
        connect(document, &RuleDocument::changed, this, &RulePanel::refresh);
    refresh();
}

void RulePanel::refresh()
{
    const auto rule = m_document ? m_document->rule() : Rule();
    if (m_name->text() != rule.name)
        m_name->setText(rule.name);
    m_description->showText(rule.description);
    if (m_folder->text() != rule.folder)
        m_folder->setText(rule.folder);
    m_id->setText(rule.id.isEmpty() ? QString() : tr("Id on the command line: %1").arg(rule.id.value));
}

void RulePanel::setProblems(const QList<Problem> &problems)
{
    m_runs->setProblems(problems);
}

void RulePanel::focusField(const QString &field)
{
    if (!m_runs->focusField(field))
        focusName();
}

void RulePanel::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

} // namespace signalbox
