// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hooksections.h"

#include "ui/editor/hookrequests.h"
#include "ui/editor/hooksetup.h"
#include "ui/editor/inspector.h"
#include "ui/editor/ruleeditor.h"
#include "ui/editor/rulescene.h"
#include "ui/editor/steppanel.h"

namespace signalbox {

HookSections::HookSections(
    const Context &context, Navigator &navigator, const Surroundings &surroundings, RuleEditor *editor)
    : QObject(editor)
    , m_setup(new HookSetup(context, surroundings))
    , m_requests(new HookRequests(context, navigator, surroundings))
{
    editor->inspector()->stepPanel()->addSections(m_setup, m_requests);
    connect(
        editor->scene(), &RuleScene::selectedStepsChanged, this, [this, editor](const QList<StepId> &steps) {
            const auto step = steps.size() == 1 ? steps.first() : StepId();
            m_setup->setStep(editor->document(), step);
            m_requests->setStep(editor->document(), step);
        });
}

} // namespace signalbox
