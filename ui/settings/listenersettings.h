// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/section.h"
#include "ui/widgets/context.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace signalbox {

/// An address as the settings keep it, "127.0.0.1:8787" or "[::1]:8787", in its two parts.
struct ListenAddress
{
    QString host;
    int port = 0;

    bool operator==(const ListenAddress &) const = default;
};

ListenAddress splitListenAddress(const QString &address);
QString joinListenAddress(const ListenAddress &address);

/// Where webhooks come in. Applied at once and kept only if it works; else the reason stands below, and the
/// listener goes on where it was. Object names: "listenHost", "listenPort", "listenApply", "listenProblem".
/// Thread: window.
class ListenerSettings : public SettingsSection
{
    Q_OBJECT

public:
    explicit ListenerSettings(const Context &context, QWidget *parent = nullptr);

private:
    ListenAddress entered() const;
    void onEdited();
    void apply();
    void onListened(const QString &address, const Result<QString> &url);
    void showProblem(const QString &problem);
    void showStatus(const EngineStatus &status);

    Context m_context;
    QComboBox *m_host;
    QSpinBox *m_port;
    QPushButton *m_apply;
    QLabel *m_problem;
    QLabel *m_open; ///< a word of warning when others can reach the address
    QLabel *m_status;
    bool m_busy = false;
};

} // namespace signalbox
