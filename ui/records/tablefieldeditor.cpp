// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/tablefieldeditor.h"

#include "core/base/numbertext.h"
#include "ui/records/statusdiagram.h"
#include "ui/records/transitiongrid.h"
#include "ui/theme/theme.h"
#include "ui/widgets/valueform.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

using Kind = DataField::Kind;

constexpr Kind kinds[] = {Kind::Text, Kind::Number, Kind::Choice, Kind::Checkbox, Kind::Date, Kind::Status};

bool hasChoices(Kind kind)
{
    return kind == Kind::Choice || kind == Kind::Status;
}

bool hasLimits(Kind kind)
{
    return kind == Kind::Number || kind == Kind::Text;
}

QString limitText(const std::optional<double> &limit)
{
    return limit ? numberText(*limit) : QString();
}

std::optional<double> numberFrom(const QLineEdit *edit)
{
    bool ok = false;
    auto number = QLocale().toDouble(edit->text(), &ok);
    if (!ok)
        number = QLocale::c().toDouble(edit->text(), &ok);
    return ok ? std::optional(number) : std::nullopt;
}

} // namespace

QString kindTitle(DataField::Kind kind)
{
    switch (kind) {
    case Kind::Text:
        return QCoreApplication::translate("TableFieldEditor", "Text");
    case Kind::Number:
        return QCoreApplication::translate("TableFieldEditor", "Number");
    case Kind::Choice:
        return QCoreApplication::translate("TableFieldEditor", "Choice");
    case Kind::Checkbox:
        return QCoreApplication::translate("TableFieldEditor", "Yes or no");
    case Kind::Date:
        return QCoreApplication::translate("TableFieldEditor", "Date");
    case Kind::Status:
        return QCoreApplication::translate("TableFieldEditor", "Status");
    }
    return {};
}

TableFieldEditor::TableFieldEditor(const ThemeManager &themes, const DataField &field, QWidget *parent)
    : QFrame(parent)
    , m_themes(themes)
    , m_field(field)
    , m_label(new QLineEdit(field.label.isEmpty() ? field.name : field.label))
    , m_kind(new QComboBox)
    , m_up(new QToolButton)
    , m_down(new QToolButton)
    , m_remove(new QToolButton)
    , m_key(new QLabel)
    , m_required(new QCheckBox(tr("Required")))
    , m_more(new QToolButton)
    , m_details(new QWidget)
    , m_limits(nullptr)
    , m_limitsLabel(new QLabel)
    , m_lowest(new QLineEdit(limitText(field.minimum)))
    , m_highest(new QLineEdit(limitText(field.maximum)))
    , m_choicesPart(nullptr)
    , m_choices(new QPlainTextEdit(field.choices.join(u'\n')))
    , m_statusPart(new QWidget)
    , m_onlyThese(new QCheckBox(tr("Allow only the changes ticked here")))
    , m_grid(new TransitionGrid)
    , m_diagram(new StatusDiagram(themes))
    , m_problem(new QLabel)
{
    setProperty("card", true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::unit / 2, Theme::unit, Theme::unit, 3 * Theme::unit / 2);
    layout->setSpacing(Theme::unit);
    layout->addWidget(makeHead());
    auto *line = new QHBoxLayout;
    line->addWidget(m_required);
    line->addStretch();
    line->addWidget(m_key);
    line->addWidget(m_more);
    layout->addLayout(line);
    m_choicesPart = makeChoices();
    layout->addWidget(m_choicesPart);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, 0, 0, 0);
    details->setSpacing(Theme::unit);
    m_limits = makeLimits();
    details->addWidget(m_limits);
    layout->addWidget(m_details);

    auto *status = new QVBoxLayout(m_statusPart);
    status->setContentsMargins(0, 0, 0, 0);
    status->setSpacing(Theme::unit);
    auto *diagramPlace = new QScrollArea; // many states are wider than the panel
    diagramPlace->setWidget(m_diagram);
    diagramPlace->setFrameShape(QFrame::NoFrame);
    for (auto *background : {diagramPlace->viewport(), static_cast<QWidget *>(m_diagram)})
        background->setAutoFillBackground(false); // the card's shows through
    diagramPlace->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    diagramPlace->setWidgetResizable(true);
    diagramPlace->setFixedHeight(m_diagram->sizeHint().height() + 2 * Theme::unit);
    diagramPlace->setFocusPolicy(Qt::NoFocus);
    status->addWidget(diagramPlace);
    status->addWidget(m_onlyThese);
    status->addWidget(m_grid);
    layout->addWidget(m_statusPart);

    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->hide();
    layout->addWidget(m_problem);

    m_required->setObjectName(u"required"_s);
    m_required->setChecked(field.required);
    m_key->setTextFormat(Qt::PlainText);
    m_key->setForegroundRole(QPalette::PlaceholderText);
    m_key->setText(field.name);
    m_key->setToolTip(tr("What rules call this field: record.%1").arg(field.name));
    m_more->setObjectName(u"more"_s);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setProperty("small", true);
    m_more->setText(tr("More"));
    m_more->setToolTip(tr("Limits, and the value that a new record begins with"));
    m_more->setChecked(hasDetails());
    m_onlyThese->setObjectName(u"onlyThese"_s);
    m_onlyThese->setChecked(!field.transitions.isEmpty());
    m_grid->setStates(field.choices);
    m_grid->setTransitions(field.transitions);

    connect(m_more, &QToolButton::toggled, m_details, &QWidget::setVisible);
    connect(m_required, &QCheckBox::clicked, this, &TableFieldEditor::onEdited);
    connect(m_onlyThese, &QCheckBox::clicked, this, &TableFieldEditor::onEdited);
    connect(m_grid, &TransitionGrid::edited, this, &TableFieldEditor::onEdited);
    connect(&themes, &ThemeManager::changed, this, &TableFieldEditor::restyle);
    showKind();
    restyle();
}

QWidget *TableFieldEditor::makeHead()
{
    m_label->setObjectName(u"label"_s);
    m_label->setAccessibleName(tr("Name of the field"));
    m_label->setPlaceholderText(tr("Name of the field"));
    m_kind->setObjectName(u"kind"_s);
    m_kind->setAccessibleName(tr("Kind of the field"));
    for (const auto each : kinds)
        m_kind->addItem(kindTitle(each), int(each));
    m_kind->setCurrentIndex(m_kind->findData(int(m_field.kind)));
    const auto prepare = [](QToolButton *button, const QString &name, const QString &what) {
        button->setObjectName(name);
        button->setAutoRaise(true);
        button->setAccessibleName(what);
        button->setToolTip(what);
    };
    prepare(m_up, u"up"_s, tr("Move up"));
    prepare(m_down, u"down"_s, tr("Move down"));
    prepare(m_remove, u"remove"_s, tr("Remove this field"));

    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_kind);
    layout->addWidget(m_up);
    layout->addWidget(m_down);
    layout->addWidget(m_remove);

    connect(m_label, &QLineEdit::textEdited, this, &TableFieldEditor::onEdited);
    connect(m_kind, &QComboBox::activated, this, [this] {
        showKind();
        onEdited();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { emit moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { emit moveWanted(1); });
    connect(m_remove, &QToolButton::clicked, this, &TableFieldEditor::removeWanted);
    return head;
}

QWidget *TableFieldEditor::makeLimits()
{
    auto *limits = new QWidget;
    auto *layout = new QHBoxLayout(limits);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    m_lowest->setObjectName(u"lowest"_s);
    m_lowest->setAccessibleName(tr("At least"));
    m_lowest->setPlaceholderText(tr("any"));
    m_highest->setObjectName(u"highest"_s);
    m_highest->setAccessibleName(tr("At most"));
    m_highest->setPlaceholderText(tr("any"));
    m_limitsLabel->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_limitsLabel);
    layout->addWidget(m_lowest, 1);
    layout->addWidget(new QLabel(tr("to", "between two numbers")));
    layout->addWidget(m_highest, 1);
    for (auto *edit : {m_lowest, m_highest}) {
        edit->setInputMethodHints(Qt::ImhFormattedNumbersOnly);
        edit->setAlignment(Qt::AlignTrailing);
        connect(edit, &QLineEdit::textEdited, this, &TableFieldEditor::onEdited);
    }
    return limits;
}

QWidget *TableFieldEditor::makeChoices()
{
    auto *part = new QWidget;
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    auto *label = new QLabel(tr("Choices, one a line"));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(m_choices);
    m_choices->setObjectName(u"choices"_s);
    m_choices->setAccessibleName(tr("Choices, one a line"));
    m_choices->setTabChangesFocus(true);
    m_choices->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_choices->setFixedHeight(5 * fontMetrics().lineSpacing() + 2 * Theme::unit);
    layout->addWidget(label);
    layout->addWidget(m_choices);
    connect(m_choices, &QPlainTextEdit::textChanged, this, [this] {
        m_grid->setStates(choices());
        onEdited();
        remakeStart();
    });
    return part;
}

bool TableFieldEditor::hasDetails() const
{
    const auto &start = m_field.fallback;
    return m_field.minimum || m_field.maximum || !(start.isUndefined() || start == QJsonValue(false));
}

DataField::Kind TableFieldEditor::kind() const
{
    return Kind(m_kind->currentData().toInt());
}

QString TableFieldEditor::label() const
{
    return m_label->text().trimmed();
}

QStringList TableFieldEditor::choices() const
{
    QStringList choices;
    const auto lines = m_choices->toPlainText().split(u'\n');
    for (const auto &line : lines) {
        if (const auto choice = line.trimmed(); !choice.isEmpty() && !choices.contains(choice))
            choices.append(choice);
    }
    return choices;
}

DataField TableFieldEditor::field() const
{
    DataField field;
    field.name = m_field.name;
    field.label = label();
    field.kind = kind();
    field.required = m_required->isChecked() && field.kind != Kind::Checkbox;
    if (hasLimits(field.kind)) {
        field.minimum = numberFrom(m_lowest);
        field.maximum = numberFrom(m_highest);
    }
    if (hasChoices(field.kind))
        field.choices = choices();
    if (field.kind == Kind::Status && m_onlyThese->isChecked())
        field.transitions = m_grid->transitions();
    if (m_start)
        field.fallback = m_start->values().value(u"start"_s);
    if (field.fallback == QJsonValue(false) && m_field.fallback.isUndefined())
        field.fallback = QJsonValue::Undefined; // which says the same
    return field;
}

void TableFieldEditor::onEdited()
{
    setProblem({});
    m_grid->setVisible(m_onlyThese->isChecked());
    m_diagram->setField(field());
    m_statusPart->setVisible(kind() == Kind::Status && !choices().isEmpty());
    emit edited();
}

void TableFieldEditor::showKind()
{
    m_required->setVisible(kind() != Kind::Checkbox); // which always has a value
    m_limits->setVisible(hasLimits(kind()));
    m_limitsLabel->setText(kind() == Kind::Text ? tr("Characters, from") : tr("From"));
    m_choicesPart->setVisible(hasChoices(kind()));
    m_details->setVisible(m_more->isChecked());
    m_grid->setVisible(m_onlyThese->isChecked());
    m_statusPart->setVisible(kind() == Kind::Status && !choices().isEmpty());
    m_diagram->setField(field());
    remakeStart();
}

void TableFieldEditor::remakeStart()
{
    const auto before
        = m_start ? m_start->values().value(u"start"_s) : m_field.fallback; // what fits the kind is kept
    delete m_start;
    DataField start;
    start.name = u"start"_s;
    start.label = kind() == Kind::Checkbox ? tr("Yes in a new record") : tr("Value in a new record");
    start.kind = kind();
    start.choices = choices();
    start.fallback = before;
    m_start = new ValueForm({start});
    m_start->setObjectName(u"start"_s);
    connect(m_start, &ValueForm::edited, this, &TableFieldEditor::onEdited);
    m_details->layout()->addWidget(m_start);
    m_start->setVisible(!hasChoices(kind()) || !start.choices.isEmpty());
}

void TableFieldEditor::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_label->setAccessibleDescription(problem);
}

void TableFieldEditor::focusLabel()
{
    m_label->setFocus();
}

void TableFieldEditor::setPlace(bool isFirst, bool isLast)
{
    m_up->setEnabled(!isFirst);
    m_down->setEnabled(!isLast);
}

void TableFieldEditor::restyle()
{
    const auto &theme = m_themes.theme();
    m_key->setFont(theme.monoFont);
    m_up->setIcon(m_themes.icon(u"chevron-up"_s, theme.muted));
    m_down->setIcon(m_themes.icon(u"chevron-down"_s, theme.muted));
    m_remove->setIcon(m_themes.icon(u"delete"_s, theme.muted));
}

} // namespace signalbox
