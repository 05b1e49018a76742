// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hooksetup.h"

#include "core/webhook/preset.h"
#include "ui/editor/choicebox.h"
#include "ui/editor/hookaddress.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

HookSetup::HookSetup(const Context &context, const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_surroundings(surroundings)
    , m_preset(new ChoiceBox(this))
    , m_stepsButton(new QToolButton(this))
    , m_steps(new QLabel(this))
{
    auto *label = new QLabel(tr("Sender"), this);
    label->setProperty("role", u"label"_s);
    label->setBuddy(m_preset);
    m_preset->setObjectName(u"hookPreset"_s);
    m_preset->setAccessibleName(tr("Set up for a sender"));
    m_preset->setToolTip(
        tr("Fills in how this sender is checked, and a sample of what it sends. Ctrl+Z takes "
           "it back."));
    QList<Choice> choices{{QString(), tr("Any program")}};
    for (const auto &preset : hookPresets())
        choices += Choice{preset.id, preset.title, preset.help};
    m_preset->setChoices(choices);
    // The panel is narrow, and some senders' names are long.
    m_preset->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_preset->setMinimumContentsLength(8);
    m_stepsButton->setObjectName(u"hookStepsButton"_s);
    m_stepsButton->setCheckable(true);
    m_stepsButton->setAutoRaise(true);
    m_stepsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_steps->setObjectName(u"hookSteps"_s);
    m_steps->setTextFormat(Qt::PlainText);
    m_steps->setWordWrap(true);
    m_steps->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(label);
    layout->addWidget(m_preset);
    layout->addWidget(m_stepsButton, 0, Qt::AlignLeading);
    layout->addWidget(m_steps);
    connect(m_preset, &ChoiceBox::chosen, this, &HookSetup::choose);
    connect(m_stepsButton, &QToolButton::clicked, this, &HookSetup::setStepsOpen);
    connect(&surroundings, &Surroundings::changed, this, &HookSetup::refresh);
    connect(
        &context.themes, &ThemeManager::changed, this, [this] { setStepsOpen(m_stepsButton->isChecked()); });
    setStepsOpen(false);
    hide();
}

void HookSetup::setStep(RuleDocument *document, const StepId &step)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    if (document != m_document || step != m_step)
        setStepsOpen(false);
    m_document = document;
    m_step = step;
    if (m_document)
        connect(m_document, &RuleDocument::changed, this, &HookSetup::refresh);
    refresh();
}

void HookSetup::refresh()
{
    const auto path = m_document ? hookPathOf(m_document->rule(), m_step) : std::nullopt;
    setVisible(path.has_value());
    if (!path)
        return;
    const auto *preset = presetOf(m_document->rule().step(m_step)->config);
    m_preset->setValue(preset ? preset->id : QString());
    m_stepsButton->setVisible(preset != nullptr);
    m_steps->setVisible(preset && m_stepsButton->isChecked());
    if (!preset)
        return;
    m_stepsButton->setText(tr("What to do at %1").arg(preset->title));
    const auto url = hookUrl(m_surroundings.publicBase(), m_surroundings.listener(), *path);
    QStringList lines;
    for (const auto &step : preset->stepsFor(url.isEmpty() ? tr("(the address below)") : url))
        lines += tr("%1. %2").arg(lines.size() + 1).arg(step);
    m_steps->setText(lines.join(u'\n'));
}

void HookSetup::choose(const QString &id)
{
    const auto *step = m_document ? m_document->rule().step(m_step) : nullptr;
    const auto *preset = findHookPreset(id);
    if (!step)
        return;
    if (!preset) {
        auto config = step->config;
        for (const auto &key : {u"verify"_s, u"handshake"_s, u"eventType"_s, u"sample"_s})
            config.remove(key);
        m_document->setWholeConfig(m_step, config, tr("Set up \"%1\" for any program").arg(step->name));
        return;
    }
    m_document->setWholeConfig(m_step, withPreset(step->config, *preset, m_surroundings.publicBase()),
        tr("Set up \"%1\" for %2").arg(step->name, preset->title));
    setStepsOpen(true);
}

void HookSetup::setStepsOpen(bool open)
{
    m_stepsButton->setChecked(open);
    m_stepsButton->setIcon(m_context.themes.icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_steps->setVisible(open);
}

} // namespace signalbox
