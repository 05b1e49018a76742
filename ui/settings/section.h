// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QVBoxLayout;

namespace signalbox {

/// A card on the settings page: its heading, a sentence about it, and below what can be set. Thread: window.
class SettingsSection : public QFrame
{
    Q_OBJECT

public:
    SettingsSection(const QString &title, const QString &text, QWidget *parent = nullptr);

protected:
    QVBoxLayout *body() const { return m_body; }

private:
    QVBoxLayout *m_body;
};

} // namespace signalbox
