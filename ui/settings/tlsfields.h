// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/context.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPushButton;

namespace signalbox {

/// Whether the listener speaks HTTPS, and with which certificate: one made here, or files. Shows whom it is
/// for, until when, and its fingerprint. Object names: "tls-off", "tls-made", "tls-files", "tlsCertificate",
/// "tlsKey", "tlsNew", "tlsInfo", "tlsProblem". Thread: window.
class TlsFields : public QWidget
{
    Q_OBJECT

public:
    explicit TlsFields(const Context &context, QWidget *parent = nullptr);

    /// As the settings keep it: null, or {"certificate","key"}.
    void setValue(const QJsonValue &value);
    QJsonValue value() const;
    /// Makes the certificate if one is to be made here and there is none. `names`: what it is for, beside
    /// this computer.
    Result<void> prepare(const QStringList &names);
    void setProblem(const QString &problem);

signals:
    void edited();
    void newWanted(); ///< a new certificate in the place of the one made here

private:
    enum Choice { Off, Made, Files };

    QString pathOf(const QString &name) const;
    QWidget *makeFileRow(QLineEdit *edit, const QString &label);
    void onEdited();
    void showInfo();

    Context m_context;
    QButtonGroup *m_choice;
    QWidget *m_files;
    QLineEdit *m_certificate;
    QLineEdit *m_key;
    QPushButton *m_new;
    QLabel *m_info;
    QLabel *m_problem;
};

/// Makes certificate and key beside the settings of `folder`, in the place of those that are there; the key
/// can be read by its owner alone.
Result<void> makeHookCertificate(const QString &folder, const QStringList &names, Instant now);

} // namespace signalbox
