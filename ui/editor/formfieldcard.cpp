// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/formfieldcard.h"

#include "core/record/field.h"
#include "core/rule/rule.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/textarea.h"
#include "ui/editor/valuetext.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// The key in the data that a label suggests.
QString nameOf(const QString &label)
{
    return label.trimmed().isEmpty() ? QString() : Rule().freeStepId(label).value;
}

} // namespace

FormFieldCard::FormFieldCard(const ThemeManager &themes, QJsonObject field, QWidget *parent)
    : QFrame(parent)
    , m_themes(themes)
    , m_value(std::move(field))
    , m_label(new QLineEdit(this))
    , m_fold(makeButton(u"chevron-down"_s, tr("Details")))
    , m_up(makeButton(u"arrow-up"_s, tr("Move up")))
    , m_down(makeButton(u"arrow-down"_s, tr("Move down")))
    , m_body(new QWidget(this))
    , m_rows(new QFormLayout(m_body))
    , m_name(new QLineEdit(m_body))
    , m_kind(new ChoiceBox(m_body))
    , m_required(new QCheckBox(tr("Has to be filled in"), m_body))
    , m_choices(new TextArea(2, 8, m_body))
    , m_minimum(new QLineEdit(m_body))
    , m_maximum(new QLineEdit(m_body))
    , m_default(new QLineEdit(m_body))
    , m_isNameFree(m_value.value(u"name"_s).toString().isEmpty())
{
    setProperty("card", true);
    m_label->setMinimumWidth(48);
    for (auto *line : {m_name, m_minimum, m_maximum, m_default})
        line->setMinimumWidth(48);
    m_label->setObjectName(u"label"_s);
    m_label->setPlaceholderText(tr("Label"));
    m_label->setAccessibleName(tr("Label of the field"));
    m_name->setObjectName(u"name"_s);
    m_kind->setObjectName(u"kind"_s);
    m_required->setObjectName(u"required"_s);
    m_choices->setObjectName(u"choices"_s);
    m_choices->setPlaceholderText(tr("One a line"));
    m_minimum->setObjectName(u"minimum"_s);
    m_maximum->setObjectName(u"maximum"_s);
    m_default->setObjectName(u"default"_s);
    m_kind->setChoices({{kindName(DataField::Kind::Text), tr("Text")},
        {kindName(DataField::Kind::Number), tr("Number")}, {kindName(DataField::Kind::Choice), tr("Choice")},
        {kindName(DataField::Kind::Checkbox), tr("Yes or no")},
        {kindName(DataField::Kind::Date), tr("Date")}});

    auto *remove = makeButton(u"delete"_s, tr("Remove this field"));
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_fold);
    head->addWidget(m_label, 1);
    head->addSpacing(Theme::unit / 2);
    head->addWidget(m_up);
    head->addWidget(m_down);
    head->addWidget(remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit / 2, Theme::unit / 2, Theme::unit / 2, Theme::unit / 2);
    layout->setSpacing(Theme::unit / 2);
    layout->addLayout(head);
    layout->addWidget(m_body);
    m_rows->setContentsMargins(Theme::unit / 2, 0, Theme::unit / 2, Theme::unit / 2);
    m_rows->setSpacing(Theme::unit / 2);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_rows->addRow(tr("Kind"), m_kind);
    m_name->setToolTip(tr("How it is named in the data: event.data.NAME"));
    m_rows->addRow(tr("Data name"), m_name);
    m_rows->addRow(tr("Choices"), m_choices);
    m_rows->addRow(tr("At least"), m_minimum);
    m_rows->addRow(tr("At most"), m_maximum);
    m_rows->addRow(tr("Begins with"), m_default);
    m_rows->addRow(m_required);

    for (auto *line : {m_name, m_minimum, m_maximum, m_default})
        connect(line, &QLineEdit::textEdited, this, &FormFieldCard::take);
    connect(m_label, &QLineEdit::textEdited, this, [this](const QString &text) {
        if (m_isNameFree)
            m_name->setText(nameOf(text));
        take();
    });
    connect(
        m_name, &QLineEdit::textEdited, this, [this](const QString &text) { m_isNameFree = text.isEmpty(); });
    connect(m_kind, &ChoiceBox::chosen, this, &FormFieldCard::take);
    connect(m_required, &QCheckBox::clicked, this, &FormFieldCard::take);
    connect(m_choices, &TextArea::edited, this, &FormFieldCard::take);
    connect(m_fold, &QToolButton::clicked, this, [this] { setOpen(m_body->isHidden()); });
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveWanted(1); });
    connect(remove, &QToolButton::clicked, this, &FormFieldCard::removeWanted);
    showValue();
    setOpen(false);
}

QToolButton *FormFieldCard::makeButton(const QString &icon, const QString &text)
{
    auto *button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setIconSize({14, 14});
    button->setFixedSize(24, 24);
    button->setIcon(m_themes.icon(icon, m_themes.theme().muted));
    button->setToolTip(text);
    button->setAccessibleName(text);
    return button;
}

void FormFieldCard::setOpen(bool open)
{
    m_body->setVisible(open);
    m_fold->setIcon(m_themes.icon(open ? u"chevron-down"_s : u"chevron-right"_s, m_themes.theme().muted));
}

void FormFieldCard::focusLabel()
{
    m_label->setFocus();
}

void FormFieldCard::setMovable(bool up, bool down)
{
    m_up->setEnabled(up);
    m_down->setEnabled(down);
}

void FormFieldCard::showValue()
{
    m_label->setText(m_value.value(u"label"_s).toString());
    m_name->setText(m_value.value(u"name"_s).toString());
    m_kind->setValue(m_value.value(u"kind"_s).toString(kindName(DataField::Kind::Text)));
    m_required->setChecked(m_value.value(u"required"_s).toBool());
    QStringList choices;
    for (const auto &choice : m_value.value(u"choices"_s).toArray())
        choices += choice.toString();
    m_choices->showText(choices.join(u'\n'));
    m_minimum->setText(m_value.value(u"min"_s).toVariant().toString());
    m_maximum->setText(m_value.value(u"max"_s).toVariant().toString());
    m_default->setText(m_value.contains(u"default"_s) ? textOfValue(m_value.value(u"default"_s)) : QString());
    updateRows();
}

void FormFieldCard::updateRows()
{
    const auto kind = m_kind->value();
    const auto show = [this](QWidget *widget, bool isVisible) {
        widget->setVisible(isVisible);
        if (auto *label = m_rows->labelForField(widget))
            label->setVisible(isVisible);
    };
    const bool isRanged
        = kind == kindName(DataField::Kind::Number) || kind == kindName(DataField::Kind::Text);
    show(m_choices, kind == kindName(DataField::Kind::Choice));
    show(m_minimum, isRanged);
    show(m_maximum, isRanged);
    const bool isText = kind == kindName(DataField::Kind::Text);
    m_minimum->setPlaceholderText(isText ? tr("characters") : QString());
    m_maximum->setPlaceholderText(m_minimum->placeholderText());
}

void FormFieldCard::setNumber(const QString &key, const QLineEdit &line)
{
    bool isNumber = false;
    const auto number = line.text().toDouble(&isNumber);
    if (line.text().isEmpty() || line.isHidden())
        m_value.remove(key);
    else
        m_value.insert(key, isNumber ? QJsonValue(number) : QJsonValue(line.text()));
}

void FormFieldCard::take()
{
    updateRows();
    m_value.insert(u"label"_s, m_label->text());
    m_value.insert(u"name"_s, m_name->text());
    m_value.insert(u"kind"_s, m_kind->value());
    if (m_required->isChecked())
        m_value.insert(u"required"_s, true);
    else
        m_value.remove(u"required"_s);
    auto choices = m_choices->toPlainText().split(u'\n', Qt::SkipEmptyParts);
    for (auto &choice : choices)
        choice = choice.trimmed();
    if (m_kind->value() == kindName(DataField::Kind::Choice))
        m_value.insert(u"choices"_s, QJsonArray::fromStringList(choices));
    else
        m_value.remove(u"choices"_s);
    setNumber(u"min"_s, *m_minimum);
    setNumber(u"max"_s, *m_maximum);
    const auto begin = valueOfText(m_default->text());
    if (begin.isUndefined())
        m_value.remove(u"default"_s);
    else
        m_value.insert(u"default"_s, begin);
    emit edited();
}

} // namespace signalbox
