// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/conditionbuilder.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostFields = 300;
constexpr int deepest = 6;

void addFields(QStringList &fields, const QString &path, const Value &value, int depth)
{
    if (fields.size() >= mostFields || depth > deepest)
        return;
    if (!value.isMap()) {
        fields += path;
        return;
    }
    for (const auto &entry : value.entries())
        addFields(fields, memberPath(path, entry.key.toQString()), entry.value, depth + 1);
}

} // namespace

QStringList fieldsOf(const ExpressionSample &sample)
{
    QStringList fields;
    // What came in is asked about most.
    if (const auto *event = sample.find("event")) {
        if (const auto *data = event->find("data"))
            addFields(fields, u"event.data"_s, *data, 0);
    }
    for (const auto &[name, value] : sample.names) {
        if (!value.isNull())
            addFields(fields, QString::fromStdString(name), value, 0);
    }
    fields.removeDuplicates();
    return fields;
}

ConditionBuilder::ConditionBuilder(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"conditionBuilder"_s);
    m_layout->setContentsMargins(0, 0, 0, 0);
    rebuild();
}

void ConditionBuilder::setCondition(const Condition &condition)
{
    if (condition == m_condition)
        return;
    m_condition = condition;
    rebuild();
}

void ConditionBuilder::setSample(const ExpressionSample &sample)
{
    m_sample = sample;
    const auto fields = fieldsOf(sample);
    if (fields == m_fields)
        return;
    m_fields = fields;
    rebuild();
}

Condition &ConditionBuilder::at(const Path &path)
{
    auto *condition = &m_condition;
    for (const auto index : path)
        condition = &condition->parts[index];
    return *condition;
}

bool ConditionBuilder::isTextField(const QString &field) const
{
    const auto value = evaluateOn(field, CodeKind::Expression, m_sample);
    return value && value->isString();
}

void ConditionBuilder::rebuild()
{
    if (m_body) {
        // It may be one of its own buttons that asks for this.
        m_body->hide();
        m_body->deleteLater();
    }
    m_body = makeGroup({});
    m_layout->addWidget(m_body);
    setFocusProxy(m_body->findChild<QComboBox *>());
    m_body->show(); // at once, so that the rows neither flicker nor miss the next key
}

QWidget *ConditionBuilder::makeGroup(const Path &path)
{
    auto *group = new QFrame;
    const bool isInner = !path.empty();
    if (isInner)
        group->setProperty("card", true);
    auto *layout = new QVBoxLayout(group);
    const int margin = isInner ? Theme::unit : 0;
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(Theme::unit / 2);
    auto *head = new QHBoxLayout;
    auto *kind = new QComboBox;
    kind->setObjectName(u"conditionKind"_s);
    kind->addItem(tr("All of these"));
    kind->addItem(tr("Any of these"));
    kind->setCurrentIndex(at(path).kind == Condition::Kind::Any ? 1 : 0);
    kind->setAccessibleName(tr("Which of the conditions must hold"));
    head->addWidget(kind, 1);
    if (isInner) {
        auto *remove = new QToolButton;
        remove->setAutoRaise(true);
        remove->setIcon(m_themes.icon(u"close"_s, m_themes.theme().muted));
        remove->setToolTip(tr("Remove this group"));
        remove->setAccessibleName(tr("Remove this group"));
        head->addWidget(remove);
        connect(remove, &QToolButton::clicked, this, [this, path] { removePart(path); });
    }
    layout->addLayout(head);
    for (size_t i = 0; i < at(path).parts.size(); ++i) {
        auto inner = path;
        inner.push_back(i);
        layout->addWidget(at(inner).kind == Condition::Kind::Comparison ? makeRow(inner) : makeGroup(inner));
    }
    auto *buttons = new QHBoxLayout;
    auto *addRow = new QPushButton(m_themes.icon(u"add"_s), tr("Condition"));
    addRow->setObjectName(u"addCondition"_s);
    auto *addGroup = new QPushButton(m_themes.icon(u"add"_s), tr("Group"));
    addGroup->setObjectName(u"addGroup"_s);
    for (auto *button : {addRow, addGroup}) {
        button->setFlat(true);
        button->setProperty("small", true);
        buttons->addWidget(button);
    }
    buttons->addStretch();
    layout->addLayout(buttons);
    connect(kind, &QComboBox::activated, this, [this, path](int index) {
        at(path).kind = index == 1 ? Condition::Kind::Any : Condition::Kind::All;
        emit edited(m_condition);
    });
    connect(addRow, &QPushButton::clicked, this,
        [this, path] { addPart(path, {.field = m_fields.value(0), .literal = u"\"\""_s}); });
    connect(addGroup, &QPushButton::clicked, this, [this, path] {
        const auto kindOfOuter = at(path).kind;
        addPart(path,
            {.kind = kindOfOuter == Condition::Kind::All ? Condition::Kind::Any : Condition::Kind::All,
                .parts = {{.field = m_fields.value(0), .literal = u"\"\""_s}}});
    });
    return group;
}

QWidget *ConditionBuilder::makeRow(const Path &path)
{
    const auto &row = at(path);
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, Theme::unit / 2);
    layout->setSpacing(Theme::unit / 2);
    auto *field = new QComboBox;
    field->setObjectName(u"conditionField"_s);
    field->setEditable(true);
    field->setInsertPolicy(QComboBox::NoInsert);
    field->setFont(m_themes.theme().monoFont);
    field->setMinimumContentsLength(12);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    field->addItems(m_fields);
    field->completer()->setFilterMode(Qt::MatchContains);
    field->completer()->setCompletionMode(QCompleter::PopupCompletion);
    field->setCurrentText(row.field);
    field->setAccessibleName(tr("What is compared"));
    auto *remove = new QToolButton;
    remove->setObjectName(u"removeCondition"_s);
    remove->setAutoRaise(true);
    remove->setIcon(m_themes.icon(u"close"_s, m_themes.theme().muted));
    remove->setToolTip(tr("Remove this condition"));
    remove->setAccessibleName(tr("Remove this condition"));
    auto *operation = new QComboBox;
    operation->setObjectName(u"conditionOperator"_s);
    for (const auto each : conditionOperators())
        operation->addItem(operatorTitle(each), int(each));
    operation->setCurrentIndex(operation->findData(int(row.operation)));
    operation->setAccessibleName(tr("How it is compared"));
    auto *value = new QLineEdit;
    value->setObjectName(u"conditionValue"_s);
    value->setText(typedFor(row.literal, isTextField(row.field), row.operation));
    value->setVisible(takesValue(row.operation));
    value->setAccessibleName(tr("With what it is compared"));
    auto *first = new QHBoxLayout;
    first->addWidget(field, 1);
    first->addWidget(remove);
    auto *second = new QHBoxLayout;
    second->addWidget(operation);
    second->addWidget(value, 1);
    layout->addLayout(first);
    layout->addLayout(second);
    const auto take = [this, path, field, operation, value] {
        auto &target = at(path);
        target.field = field->currentText().trimmed();
        target.operation = Condition::Operator(operation->currentData().toInt());
        const bool hasValue = takesValue(target.operation);
        value->setVisible(hasValue);
        target.literal
            = hasValue ? literalOf(value->text(), isTextField(target.field), target.operation) : QString();
        emit edited(m_condition);
    };
    connect(field, &QComboBox::editTextChanged, this, take);
    connect(operation, &QComboBox::activated, this, take);
    connect(value, &QLineEdit::textEdited, this, take);
    connect(remove, &QToolButton::clicked, this, [this, path] { removePart(path); });
    return widget;
}

void ConditionBuilder::addPart(const Path &path, Condition part)
{
    at(path).parts.push_back(std::move(part));
    rebuild();
    emit edited(m_condition);
}

void ConditionBuilder::removePart(const Path &path)
{
    auto outer = path;
    outer.pop_back();
    auto &parts = at(outer).parts;
    parts.erase(parts.begin() + std::ptrdiff_t(path.back()));
    rebuild();
    emit edited(m_condition);
}

} // namespace signalbox
