// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/taskrow.h"
#include "ui/widgets/context.h"

namespace signalbox {

/// "Clean up now": how it goes, a way to end it, and what came of it. Object names: `cleanUp`,
/// `cancelCleanUp`, `cleanUpProgress`, `cleanUpText`. Thread: window.
class CleanUpRow : public TaskRow
{
    Q_OBJECT

public:
    explicit CleanUpRow(const Context &context, QWidget *parent = nullptr);

signals:
    void cleaned(); ///< it is over, and the store may be smaller

private:
    void show(const Cleaning &cleaning);
};

} // namespace signalbox
