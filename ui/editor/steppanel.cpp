// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/steppanel.h"

#include "ui/editor/fieldrow.h"
#include "ui/editor/referencemenu.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulegraph.h"
#include "ui/expression/expressionfield.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

void clearLayout(QVBoxLayout &layout)
{
    while (auto *item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

bool isWanted(const Field &field, const StepType &type, const QJsonObject &config)
{
    return field.onlyWhenKey.isEmpty()
        || field.onlyWhenIn.contains(type.value(config, field.onlyWhenKey).toVariant().toString());
}

} // namespace

StepPanel::StepPanel(const FieldParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_icon(new QLabel(this))
    , m_typeTitle(new QLabel(this))
    , m_help(new QLabel(this))
    , m_name(new QLineEdit(this))
    , m_id(new QLabel(this))
    , m_stepProblem(new QLabel(this))
    , m_basic(new QVBoxLayout)
    , m_more(new QVBoxLayout)
    , m_moreBody(new QWidget(this))
    , m_moreButton(new QToolButton(this))
{
    m_parts.sample = &m_sample;
    setObjectName(u"stepPanel"_s);
    m_typeTitle->setTextFormat(Qt::PlainText);
    auto font = parts.themes.theme().textFont;
    font.setWeight(QFont::DemiBold);
    m_typeTitle->setFont(font);
    m_help->setTextFormat(Qt::PlainText);
    m_help->setWordWrap(true);
    m_help->setProperty("role", u"muted"_s);
    m_name->setObjectName(u"stepName"_s);
    m_name->setAccessibleName(tr("Name of the step"));
    m_id->setTextFormat(Qt::PlainText);
    m_id->setProperty("role", u"muted"_s);
    m_id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_id->setToolTip(tr("How expressions name what this step puts out."));
    m_stepProblem->setTextFormat(Qt::PlainText);
    m_stepProblem->setWordWrap(true);
    m_stepProblem->setProperty("role", u"problem"_s);
    m_moreButton->setObjectName(u"moreSettings"_s);
    m_moreButton->setText(tr("More settings"));
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreButton->setAutoRaise(true);
    m_moreButton->setCheckable(true);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit * 2, Theme::unit * 2, Theme::unit * 2);
    layout->setSpacing(Theme::unit / 2);
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::unit);
    head->addWidget(m_icon);
    head->addWidget(m_typeTitle, 1);
    layout->addLayout(head);
    layout->addWidget(m_help);
    layout->addWidget(m_stepProblem);
    layout->addSpacing(Theme::unit);
    auto *nameLabel = new QLabel(tr("Name"), this);
    nameLabel->setProperty("role", u"label"_s);
    nameLabel->setBuddy(m_name);
    auto *nameLine = new QHBoxLayout;
    nameLine->addWidget(nameLabel, 1);
    nameLine->addWidget(m_id);
    layout->addLayout(nameLine);
    layout->addWidget(m_name);
    layout->addSpacing(Theme::unit);
    m_basic->setSpacing(Theme::unit / 2);
    layout->addLayout(m_basic);
    layout->addWidget(m_moreButton, 0, Qt::AlignLeading);
    m_more->setContentsMargins(0, Theme::unit / 2, 0, 0);
    m_more->setSpacing(Theme::unit / 2);
    m_moreBody->setLayout(m_more);
    layout->addWidget(m_moreBody);
    layout->addStretch();

    connect(m_name, &QLineEdit::textEdited, this, [this](const QString &name) {
        if (m_document)
            m_document->renameStep(m_step, name);
    });
    connect(&parts.themes, &ThemeManager::changed, this, [this] {
        m_type.clear(); // icons have the colours of the theme
        refresh();
        setProblems(m_problems);
    });
    connect(m_moreButton, &QToolButton::clicked, this, &StepPanel::setMoreOpen);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (auto *edit = qobject_cast<CodeEdit *>(now); edit && isAncestorOf(edit))
            m_lastEdit = edit;
    });
    setMoreOpen(false);
}

void StepPanel::addSections(QWidget *above, QWidget *below)
{
    auto *whole = static_cast<QVBoxLayout *>(layout());
    whole->insertWidget(whole->indexOf(m_basic), above);
    whole->insertWidget(whole->count() - 1, below); // before what stretches
}

void StepPanel::setStep(RuleDocument *document, const StepId &step)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    const bool isOther = m_document != document || m_step != step;
    m_document = document;
    m_step = step;
    if (isOther)
        m_type.clear();
    if (m_document)
        connect(m_document, &RuleDocument::changed, this, &StepPanel::refresh);
    refresh();
}

void StepPanel::rebuild()
{
    clearLayout(*m_basic);
    clearLayout(*m_more);
    m_rows.clear();
    const auto *step = m_document->rule().step(m_step);
    const auto *type = m_document->catalog().find(step->type);
    m_type = step->type;
    const auto &theme = m_parts.themes.theme();
    m_icon->setPixmap(m_parts.themes.pixmap(type ? type->icon : u"missing"_s,
        type ? theme.group(type->group) : theme.danger, Theme::iconSize, devicePixelRatioF()));
    m_typeTitle->setText(type ? type->title : step->type);
    m_help->setText(type ? type->help
                         : tr("This Signalbox has no such step type. It stays as it is; the rule cannot be "
                              "switched on."));
    m_id->setText(u"steps.%1"_s.arg(m_step.value));
    m_id->setVisible(type && !type->isTrigger());
    for (const auto &field : type ? type->fields : QList<Field>()) {
        auto *editor = makeFieldEditor(field, m_parts);
        auto *row = new FieldRow(editor, this);
        (field.advanced ? m_more : m_basic)->addWidget(row);
        m_rows += row;
        connect(row, &FieldRow::referencesWanted, this, [this, row](QMenu &menu) {
            if (m_document)
                fillReferenceMenu(menu, referencesFor(m_sample.value()),
                    [row](const QString &path) { row->insertReference(path); });
        });
        connect(editor, &FieldEditor::edited, this, [this, key = field.key](const QJsonValue &value) {
            if (m_document)
                m_document->setConfig(m_step, key, value);
        });
    }
    setMoreOpen(false);
}

void StepPanel::refresh()
{
    const auto *step = m_document ? m_document->rule().step(m_step) : nullptr;
    if (!step)
        return; // on its way out: the inspector shows something else next
    updateSample();
    if (m_type != step->type)
        rebuild();
    if (m_name->text() != step->name)
        m_name->setText(step->name);
    m_name->setPlaceholderText(m_typeTitle->text());
    for (auto *row : std::as_const(m_rows))
        row->editor()->setConfig(step->config);
    updateVisible();
}

void StepPanel::setSamples(const RuleSamples &samples)
{
    m_samples = samples;
    m_sampled = {};
    updateSample();
}

/// Only when something changed that it depends on: what somebody types into a field is none of that.
void StepPanel::updateSample()
{
    if (!m_document || !m_document->rule().step(m_step))
        return;
    auto looked = m_document->rule();
    looked.layout = {};
    for (auto &step : looked.steps) {
        const auto *type = m_document->catalog().find(step.type);
        if (!type || !type->isTrigger())
            step.config = {};
    }
    looked.description = m_step.value; // of which step, in a place that matters to nobody
    if (looked == m_sampled)
        return;
    m_sampled = looked;
    m_sample.set(sampleFor(m_document->rule(), m_step, m_document->catalog(), m_samples));
}

bool StepPanel::hasCode() const
{
    return std::ranges::any_of(m_rows, [](const FieldRow *row) { return row->codeEdit() != nullptr; });
}

void StepPanel::updateVisible()
{
    const auto *step = m_document->rule().step(m_step);
    const auto *type = m_document->catalog().find(step->type);
    bool hasMore = false;
    for (auto *row : std::as_const(m_rows)) {
        const auto &field = row->editor()->field();
        const bool wanted = type && isWanted(field, *type, step->config);
        row->setVisible(wanted);
        hasMore = hasMore || (wanted && field.advanced);
    }
    m_moreButton->setVisible(hasMore);
}

void StepPanel::setProblems(const QList<Problem> &problems)
{
    m_problems = problems;
    QStringList ofStep;
    for (const auto &problem : problems) {
        if (problem.step == m_step.value && !row(problem.field))
            ofStep += problem.message;
    }
    m_stepProblem->setText(ofStep.join(u'\n'));
    m_stepProblem->setVisible(!ofStep.isEmpty());
    for (auto *row : std::as_const(m_rows)) {
        QStringList messages;
        for (const auto &problem : problems) {
            if (problem.step == m_step.value && problem.field == row->editor()->field().key)
                messages += problem.message;
        }
        row->setProblems(messages);
        // A problem must not hide in what is folded away.
        if (!messages.isEmpty() && row->editor()->field().advanced && !m_moreButton->isChecked())
            setMoreOpen(true);
    }
}

void StepPanel::setMoreOpen(bool open)
{
    m_moreButton->setChecked(open);
    m_moreButton->setIcon(m_parts.themes.icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_moreBody->setVisible(open);
}

FieldRow *StepPanel::row(const QString &key) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const FieldRow *row) { return row->editor()->field().key == key; });
    return found == m_rows.end() ? nullptr : *found;
}

void StepPanel::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

bool StepPanel::focusField(const QString &key)
{
    auto *wanted = key.isEmpty() ? m_rows.value(0) : row(key);
    if (!wanted)
        return false;
    if (wanted->editor()->field().advanced)
        setMoreOpen(true);
    const auto codes = wanted->editor()->findChildren<ExpressionField *>();
    const auto wrong = std::ranges::find_if(codes, &ExpressionField::hasProblem);
    if (wrong != codes.end())
        (*wrong)->goToProblem();
    else if (codes.size() == 1)
        codes.first()->goToProblem();
    else
        wanted->editor()->setFocus();
    return true;
}

bool StepPanel::insertExpression(const QString &expression)
{
    auto *edit = m_lastEdit && m_lastEdit->isVisible() ? m_lastEdit.data() : nullptr;
    for (auto *row : std::as_const(m_rows)) {
        if (auto *first = row->codeEdit(); !edit && first && first->isVisible())
            edit = first;
    }
    if (!edit)
        return false;
    edit->insertExpression(expression);
    edit->setFocus();
    return true;
}

} // namespace signalbox
