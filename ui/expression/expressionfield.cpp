// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/expressionfield.h"

#include "ui/expression/conditionbuilder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

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
    const auto isText = kind == CodeKind::Template && value->isString();
    auto shown = isText ? value->toQString() : QString::fromUtf8(value->toJson());
    if (shown.size() > longestResult)
        shown = shown.left(longestResult) + u'…';
    return u"= "_s + shown;
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
    if (options.isCondition) {
        m_build = new QToolButton(this);
        m_build->setObjectName(u"buildCondition"_s);
        m_build->setText(tr("Choose"));
        m_build->setIcon(themes.icon(u"filter"_s));
        m_build->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_build->setCheckable(true);
        m_build->setAutoRaise(true);
        m_builder = new ConditionBuilder(themes, this);
        m_builder->hide();
        connect(m_build, &QToolButton::clicked, this, &ExpressionField::setBuilding);
        connect(m_builder, &ConditionBuilder::edited, this, [this](const Condition &condition) {
            // As one edit of the text, so that both always say the same and it can be undone.
            m_edit->replace({0, m_edit->toPlainText().size()}, writeCondition(condition));
        });
    }
    for (auto *widget : std::initializer_list<QWidget *>{m_edit, m_call, m_problem})
        layout->addWidget(widget);
    layout->addWidget(m_fix, 0, Qt::AlignLeading);
    layout->addWidget(m_result);
    if (m_build) {
        layout->addWidget(m_build, 0, Qt::AlignLeading);
        layout->addWidget(m_builder);
    }
    connect(m_edit, &CodeEdit::edited, this, &ExpressionField::edited);
    connect(m_edit, &CodeEdit::checked, this, &ExpressionField::update);
    connect(m_edit, &QPlainTextEdit::cursorPositionChanged, this, &ExpressionField::updateCall);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        const auto &problems = m_edit->problems();
        if (problems.isEmpty())
            return;
        const auto problem = problems.first();
        m_edit->replace(
            {problem.start, std::min(problem.length, m_edit->toPlainText().size() - problem.start)},
            problem.fix);
        m_edit->setFocus();
    });
    connect(&themes, &ThemeManager::changed, this, [this, &themes] {
        m_result->setFont(themes.theme().monoFont);
        if (m_build)
            m_build->setIcon(themes.icon(u"filter"_s));
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
    return problems.isEmpty() ? QString() : placedMessage(problems.first(), m_edit->toPlainText());
}

void ExpressionField::update()
{
    const auto text = m_edit->toPlainText();
    const auto &problems = m_edit->problems();
    say(m_problem, m_options.showsProblems ? problem() : QString());
    const auto fix = problems.isEmpty() ? QString() : problems.first().fix;
    m_fix->setVisible(!fix.isEmpty());
    m_fix->setText(tr("Write %1").arg(buttonText(fix, 40)));
    const bool isBroken
        = std::ranges::any_of(problems, [](const ExpressionProblem &each) { return !each.warning; });
    // A text without expressions is what it is; one that is broken says so above.
    const bool isCode
        = m_options.kind == CodeKind::Expression ? !text.trimmed().isEmpty() : text.contains(u"{{");
    say(m_result,
        isCode && !isBroken && !m_edit->sample().isEmpty() ? resultOf(text, m_options.kind, m_edit->sample())
                                                           : QString());
    m_result->setToolTip(m_edit->sample().title.toHtmlEscaped());
    updateCall();
    updateBuilder();
    emit problemChanged();
}

void ExpressionField::updateCall()
{
    const auto call = m_edit->call();
    auto lines = call.signatures.mid(0, mostSignatures);
    if (!call.help.isEmpty())
        lines += call.help;
    say(m_call, lines.join(u'\n'));
}

void ExpressionField::updateBuilder()
{
    if (!m_build)
        return;
    const auto text = m_edit->toPlainText();
    const auto condition = readCondition(text);
    // A field's name that is half typed is no expression yet.
    if (!condition && m_build->isChecked() && writeCondition(m_builder->condition()) == text)
        return;
    m_build->setEnabled(condition.has_value());
    m_build->setToolTip(condition ? tr("Put the condition together by choosing")
                                  : tr("This expression is more than comparisons, so it stays text"));
    if (!condition) {
        m_builder->hide(); // until the text is one again
        return;
    }
    // Rows that write nothing yet must not go while somebody fills them in.
    if (writeCondition(m_builder->condition()) != writeCondition(*condition))
        m_builder->setCondition(*condition);
    m_builder->setVisible(m_build->isChecked());
}

void ExpressionField::setBuilding(bool building)
{
    m_build->setChecked(building);
    m_builder->setVisible(building);
}

} // namespace signalbox
