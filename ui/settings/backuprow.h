// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/backup.h"
#include "ui/settings/taskrow.h"
#include "ui/widgets/context.h"

#include <QTimer>

#include <atomic>
#include <memory>

class QThread;

namespace signalbox {

/// "Back up…": asks where, copies and looks the copy through in a thread of its own, shows how it goes and
/// can be cancelled. Object names: `backUp`, `cancelBackUp`, `backUpProgress`, `backUpText`. Thread: window;
/// its end waits for the copying to notice.
class BackupRow : public TaskRow
{
    Q_OBJECT

public:
    explicit BackupRow(const Context &context, QWidget *parent = nullptr);
    ~BackupRow() override;

    void backUpTo(const QString &target);

signals:
    void ended(bool isMade);

private:
    void askWhere();
    void showProgress();
    void onDone(const Result<Health> &health);

    Context m_context;
    QTimer m_look;
    QString m_target;
    std::atomic<bool> m_cancelled = false;
    std::unique_ptr<QThread> m_thread; ///< none: nothing is under way
};

} // namespace signalbox
