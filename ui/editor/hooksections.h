// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QObject>

namespace signalbox {

class HookRequests;
class HookSetup;
class RuleEditor;
class Surroundings;

/// Puts what belongs to webhooks into an editor's inspector, and has it follow the selection. Thread: window.
class HookSections : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `editor`.
    HookSections(
        const Context &context, Navigator &navigator, const Surroundings &surroundings, RuleEditor *editor);

private:
    HookSetup *m_setup;
    HookRequests *m_requests;
};

} // namespace signalbox
