// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/event/event.h"
#include "ui/widgets/context.h"

#include <QTreeWidget>

#include <optional>

namespace signalbox {

/// The last hundred times that schedules came due, the newest first, and how their runs ended; also those
/// that were missed and dropped, or paused. Return or a double click opens the run, or else the event.
/// Thread: window.
class PastList : public QTreeWidget
{
    Q_OBJECT

public:
    PastList(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    void read(); ///< anew

signals:
    void counted(int rows); ///< has read

private:
    struct Past
    {
        Event event;
        QString rule; ///< its name
        std::optional<Run> run; ///< none: nothing was started
    };
    static Result<QList<Past>> readPast(Reader &reader);
    void showPast(const QList<Past> &past);

    const Context m_context;
    Navigator &m_navigator;
    bool m_asked = false;
    bool m_isStale = false; ///< more came while it was read
};

} // namespace signalbox
