// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionfield.h"

#include "core/base/futures.h"
#include "ui/expression/conditionbuilder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/background.h"
#include "ui/widgets/plaintext.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestResult = 300;
constexpr int mostSignatures = 4;

QLabel *makeLabel(const QString &name, const QString &role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", role);
    label->hide();
    return label;
}

void say(QLabel *label, const QString &text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

QString resultOf(const QString &text, CodeKind kind, const ExpressionSample &sample)
{
    const auto value = evaluateOn(text, kind, sample);
    if (!value)
        return ExpressionField::tr("On the sample: %1").arg(value.error().message);
    const auto isText = kind != CodeKind::Expression && value->isString();
    auto shown = isText ? value->toQString() : QString::fromUtf8(value->toJson());
    if (shown.size() > longestResult)
        shown = shown.left(longestResult) + u'…';
    return u"= "_s + shown;
}

bool isDoubt(const ExpressionProblem &problem)
{
    return problem.warning;
}

} // namespace

QString placedMessage(const ExpressionProblem &problem, const QString &text)
{
    const auto before = QStringView(text).left(problem.start);
    const auto line = before.count(u'\n') + 1;
    const auto column = problem.start - (before.lastIndexOf(u'\n') + 1) + 1;
    return ExpressionField::tr("%1 (line %2, column %3)").arg(problem.message).arg(line).arg(column);
}

ExpressionField::ExpressionField(const ThemeManager &themes, const Options &options, QWidget *parent)
    : QWidget(parent)
    , m_options(options)
    , m_edit(new CodeEdit(themes, options.kind, options.lines, this))
    , m_call(makeLabel(u"callHelp"_s, u"muted"_s, this))
    , m_problem(makeLabel(u"expressionProblem"_s, u"problem"_s, this))
    , m_fix(new QPushButton(this))
    , m_result(makeLabel(u"sampleResult"_s, u"muted"_s, this))
{
    setFocusProxy(m_edit);
    m_fix->setObjectName(u"expressionFix"_s);
    m_fix->setProperty("small", true);
    m_fix->hide();
    m_call->setFont(themes.theme().smallFont);
    m_result->setFont(themes.theme().monoFont);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    if (options.isCondition)
        makeSwitch(themes);
    for (auto *widget : std::initializer_list<QWidget *>{m_edit, m_call, m_problem})
        layout->addWidget(widget);
    layout->addWidget(m_fix, 0, Qt::AlignLeading);
    layout->addWidget(m_result);
    connect(m_edit, &CodeEdit::edited, this, &ExpressionField::edited);
    connect(m_edit, &CodeEdit::checked, this, &ExpressionField::update);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &ExpressionField::updateCall);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        const auto *shown = shownProblem();
        if (!shown)
            return;
        const auto problem = *shown;
        m_edit->replace(
            {problem.start, std::min(problem.length, m_edit->toPlainText().size() - problem.start)},
            problem.fix);
        m_edit->setFocus();
    });
    connect(&themes, &ThemeManager::changed, this, [this, &themes] {
        m_result->setFont(themes.theme().monoFont);
        m_call->setFont(themes.theme().smallFont);
    });
}

void ExpressionField::makeSwitch(const ThemeManager &themes)
{
    m_write = new QToolButton(this);
    m_write->setObjectName(u"writeCondition"_s);
    m_write->setText(tr("Expression"));
    m_write->setToolTip(tr("Write the condition"));
    m_build = new QToolButton(this);
    m_build->setObjectName(u"buildCondition"_s);
    m_build->setText(tr("Builder"));
    m_build->setToolTip(tr("Put the condition together by choosing"));
    auto *both = new QButtonGroup(this);
    auto *line = new QHBoxLayout;
    line->setSpacing(2);
    for (auto *button : {m_build, m_write}) {
        button->setCheckable(true);
        button->setAutoRaise(true);
        both->addButton(button);
        line->addWidget(button);
    }
    line->addStretch();
    m_write->setChecked(true);
    m_whyNot = makeLabel(u"whyNotBuilt"_s, u"muted"_s, this);
    m_builder = new ConditionBuilder(themes, this);
    m_builder->hide();
    auto *place = static_cast<QVBoxLayout *>(layout());
    place->addLayout(line);
    place->addWidget(m_whyNot);
    place->addWidget(m_builder);
    connect(m_build, &QToolButton::clicked, this, [this] { setBuilding(true); });
    connect(m_write, &QToolButton::clicked, this, [this] { setBuilding(false); });
    connect(m_builder, &ConditionBuilder::edited, this, [this](const Condition &condition) {
        // As one edit of the text, so that both always say the same and it can be undone.
        m_edit->replace({0, m_edit->toPlainText().size()}, writeCondition(condition));
    });
}

void ExpressionField::showText(const QString &text)
{
    m_edit->showText(text);
}

void ExpressionField::setSample(const ExpressionSample &sample)
{
    if (m_builder)
        m_builder->setSample(sample);
    m_edit->setSample(sample);
}

QString ExpressionField::problem() const
{
    const auto &problems = m_edit->problems();
    const auto found = std::ranges::find_if_not(problems, isDoubt);
    return found == problems.end() ? QString() : placedMessage(*found, m_edit->toPlainText());
}

/// Which of them the field itself speaks of.
const ExpressionProblem *ExpressionField::shownProblem() const
{
    const auto &problems = m_edit->problems();
    const auto found = std::ranges::find_if_not(problems, isDoubt);
    if (found != problems.end())
        return &*found;
    return problems.isEmpty() ? nullptr : &problems.first();
}

void ExpressionField::goToProblem()
{
    if (m_isBuilding && !hasProblem()) {
        m_builder->setFocus();
        return;
    }
    if (m_isBuilding)
        setBuilding(false);
    m_edit->goToProblem();
}

void ExpressionField::update()
{
    const auto text = m_edit->toPlainText();
    const auto *shown = shownProblem();
    say(m_problem,
        shown && (m_options.showsProblems || shown->warning) ? placedMessage(*shown, text) : QString());
    const auto fix = shown ? shown->fix : QString();
    m_fix->setVisible(!fix.isEmpty());
    m_fix->setText(tr("Write %1").arg(buttonText(fix, 40)));
    evaluate();
    updateCall();
    updateBuilder();
    emit problemChanged();
}

void ExpressionField::evaluate()
{
    ++m_generation;
    const auto text = m_edit->toPlainText();
    const auto &sample = m_edit->sample();
    // A text without expressions is what it is; one that is broken says so above.
    const bool isCode
        = m_options.kind == CodeKind::Expression ? !text.trimmed().isEmpty() : text.contains(u"{{");
    m_result->setToolTip(sample.title.toHtmlEscaped());
    if (!isCode || !problem().isEmpty() || sample.isEmpty()) {
        say(m_result, {});
        return;
    }
    const auto answer
        = inBackground([text, kind = m_options.kind, sample] { return resultOf(text, kind, sample); });
    whenReady(answer, this, [this, generation = m_generation](const QString &result) {
        if (generation == m_generation)
            say(m_result, result);
    });
}

void ExpressionField::updateCall()
{
    const auto call = m_edit->call();
    auto lines = call.signatures.mid(0, mostSignatures);
    if (!call.help.isEmpty())
        lines += call.help;
    say(m_call, m_edit->isVisibleTo(this) ? lines.join(u'\n') : QString());
}

void ExpressionField::updateBuilder()
{
    if (!m_builder)
        return;
    const auto text = m_edit->toPlainText();
    const auto condition = readCondition(text);
    if (!condition) {
        // A field's name that is half typed in a row is no expression yet.
        if (m_isBuilding && writeCondition(m_builder->condition()) != text)
            setBuilding(false);
        else if (!m_whyNot->isHidden())
            say(m_whyNot, whyNoCondition(text));
        return;
    }
    say(m_whyNot, {});
    // Rows that write nothing yet must not go while somebody fills them in.
    if (writeCondition(m_builder->condition()) != writeCondition(*condition))
        m_builder->setCondition(*condition);
}

void ExpressionField::setBuilding(bool building)
{
    const auto reason = building ? whyNoCondition(m_edit->toPlainText()) : QString();
    m_isBuilding = building && reason.isEmpty();
    say(m_whyNot, reason);
    (m_isBuilding ? m_build : m_write)->setChecked(true);
    m_builder->setVisible(m_isBuilding);
    m_edit->setVisible(!m_isBuilding);
    updateCall();
}

} // namespace signalbox
