// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/section.h"
#include "ui/widgets/context.h"

#include <QJsonObject>

class QLabel;
class QPushButton;

namespace signalbox {

class LimitFields;
class ListenFields;
class ReachFields;
class TlsFields;

/// How webhooks come in. Applied without a restart, and kept only if it works; else the reason stands at its
/// field, and the listener goes on as it was. Object names: "listenApply", "listenStatus", and those of the
/// fields. Thread: window.
class WebhookSection : public SettingsSection
{
    Q_OBJECT

public:
    explicit WebhookSection(const Context &context, QWidget *parent = nullptr);

private:
    void showKept();
    QJsonObject entered() const; ///< by key of the settings, without "listen"
    QStringList certificateNames() const;
    void onEdited();
    void apply();
    void onListened(const QJsonObject &values, const QString &address, const Result<QString> &url);
    void goBack();
    void keep(const QJsonObject &values, const QString &address);
    void makeNewCertificate();
    void clearProblems();
    void showFault(const Error &error);
    void showStatus(const EngineStatus &status);

    Context m_context;
    ListenFields *m_listen;
    TlsFields *m_tls;
    ReachFields *m_reach;
    LimitFields *m_limits;
    QPushButton *m_apply;
    QLabel *m_problem; ///< what belongs to no field
    QLabel *m_status;
    bool m_busy = false;
};

} // namespace signalbox
