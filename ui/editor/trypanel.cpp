// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/trypanel.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/rulegraph.h"
#include "ui/editor/textarea.h"
#include "ui/editor/valuetext.h"

#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

TryPanel::TryPanel(const Context &context, Navigator &navigator, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_trigger(new ChoiceBox(this))
    , m_data(new TextArea(3, 12, this))
    , m_start(new QPushButton(tr("Run"), this))
    , m_show(new QPushButton(tr("Show the run"), this))
    , m_note(new QLabel(this))
{
    m_trigger->setObjectName(u"runTrigger"_s);
    m_trigger->setAccessibleName(tr("As if started by"));
    m_data->setObjectName(u"runData"_s);
    m_data->setAccessibleName(tr("Data of the event, as JSON"));
    m_data->setPlaceholderText(tr("Data of the event, as JSON"));
    m_data->setFont(context.themes.theme().monoFont);
    m_data->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_start->setObjectName(u"runStart"_s);
    m_start->setProperty("primary", true);
    const auto paint
        = [this] { m_start->setIcon(m_context.themes.icon(u"play"_s, m_context.themes.theme().accentText)); };
    connect(&context.themes, &ThemeManager::changed, this, paint);
    paint();
    m_show->setObjectName(u"runShow"_s);
    m_show->hide();
    m_note->setObjectName(u"runNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *side = new QVBoxLayout;
    side->setSpacing(Theme::unit);
    auto *label = new QLabel(tr("As if started by"), this);
    label->setProperty("role", u"label"_s);
    label->setBuddy(m_trigger);
    side->addWidget(label);
    side->addWidget(m_trigger);
    side->addWidget(m_start);
    side->addWidget(m_note);
    side->addWidget(m_show, 0, Qt::AlignLeading);
    side->addStretch();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit * 2);
    layout->addWidget(m_data, 3);
    layout->addLayout(side, 2);
    connect(m_trigger, &ChoiceBox::chosen, this, &TryPanel::showExample);
    connect(m_start, &QPushButton::clicked, this, &TryPanel::start);
    connect(m_show, &QPushButton::clicked, this, [this] { emit m_navigator.showRun(m_run); });
}

void TryPanel::setRule(const Rule &rule, const StoredRule *stored, bool isDraft)
{
    const bool isOther = rule.id != m_rule.id;
    m_rule = rule;
    m_version = stored ? stored->version : 0;
    QList<Choice> triggers;
    for (const auto &step : rule.steps) {
        const auto *type = m_context.catalog.find(step.type);
        if (type && type->isTrigger())
            triggers += Choice{step.id.value, titleOf(step, m_context.catalog)};
    }
    const auto chosen = isOther ? QString() : m_trigger->value();
    m_trigger->setChoices(triggers);
    const bool isThere = std::ranges::any_of(triggers, [&](const Choice &c) { return c.value == chosen; });
    m_trigger->setValue(isThere ? chosen : triggers.isEmpty() ? QString() : triggers.first().value);
    m_start->setEnabled(m_version > 0);
    if (isOther) {
        m_run = {};
        m_show->hide();
        m_data->showText({});
        m_example.clear();
    }
    if (m_run.isEmpty()) {
        m_note->setProperty("role", u"muted"_s);
        m_note->setText(m_version == 0
                ? tr("Publish the rule first: what runs is always a published version.")
                : isDraft ? tr("Version %1 runs, not the draft. It really acts.").arg(m_version)
                          : tr("It really acts: what the steps do is done."));
    }
    showExample();
}

void TryPanel::focusData()
{
    m_data->setFocus();
}

void TryPanel::showExample()
{
    if (m_data->toPlainText() != m_example)
        return;
    const auto *step = m_rule.step(StepId(m_trigger->value()));
    const auto *type = step ? m_context.catalog.find(step->type) : nullptr;
    const auto example = type ? type->example(step->config) : QJsonValue();
    m_example = example.isUndefined() || example.isNull() ? u"{}"_s : textOfValue(example, true);
    m_data->showText(m_example);
}

void TryPanel::start()
{
    const auto text = m_data->toPlainText().trimmed();
    const auto say = [this](const QString &note, bool isProblem) {
        m_note->setProperty("role", isProblem ? u"problem"_s : u"muted"_s);
        m_note->setText(note);
        m_note->style()->unpolish(m_note);
        m_note->style()->polish(m_note);
    };
    m_data->markProblem({-1, 0}, {});
    if (const auto json = parseJson(text.toUtf8()); !text.isEmpty() && !json) {
        say(json.error().message, true);
        m_data->markProblem(placeOf(json.error().context), m_context.themes.theme().danger);
        return;
    }
    m_start->setEnabled(false);
    emit starting();
    const auto run = m_context.engine.runRule(m_rule.id, StepId(m_trigger->value()), text.toUtf8());
    whenReady(run, this, [this, say, rule = m_rule.id](const Result<RunId> &begun) {
        if (rule != m_rule.id)
            return;
        m_start->setEnabled(m_version > 0);
        if (!begun) {
            say(begun.error().message, true);
            return;
        }
        m_run = *begun;
        say(tr("Started; the canvas shows how it goes."), false);
        m_show->show();
    });
}

} // namespace signalbox
