// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;

namespace signalbox {

class ThemeManager;

/// What went wrong, in the place where it happened; stays until it is closed or no longer so. Object name
/// "notice". Thread: window.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(const ThemeManager &themes, QWidget *parent = nullptr);

    void say(const QString &text);
    QString text() const;

private:
    QLabel *m_text;
};

} // namespace signalbox
