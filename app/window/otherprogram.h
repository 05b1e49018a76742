// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/datafolder.h"

#include <QJsonObject>

namespace signalbox {

/// The Signalbox that has a data folder already, if any. All of it blocks for moments.
class OtherProgram
{
public:
    enum class Kind { None, Window, Serve };

    explicit OtherProgram(const DataFolder &folder);

    Kind kind() const { return m_kind; }
    qint64 process() const { return m_process; }

    bool show() const; ///< a window: brings it to the front; false: it is gone
    void stop() const; ///< asks it to end; the folder is free when hasLeft()

    /// Whether nobody holds the folder.
    bool hasLeft() const;

private:
    QString m_path;
    QString m_socket;
    Kind m_kind = Kind::None;
    qint64 m_process = 0;
};

} // namespace signalbox
