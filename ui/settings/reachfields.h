// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace signalbox {

/// Under which names others know the listener: the public URL of a tunnel or proxy, and further hosts. Object
/// names: "publicUrl", "publicUrlProblem", "allowedHosts", "allowedHostsProblem". Thread: window.
class ReachFields : public QWidget
{
    Q_OBJECT

public:
    explicit ReachFields(QWidget *parent = nullptr);

    void setValues(const QString &publicUrl, const QStringList &hosts);
    QString publicUrl() const;
    QStringList hosts() const;
    void setUrlProblem(const QString &problem);
    void setHostsProblem(const QString &problem);

signals:
    void edited();

private:
    QLineEdit *m_url;
    QLabel *m_urlProblem;
    QPlainTextEdit *m_hosts;
    QLabel *m_hostsProblem;
};

} // namespace signalbox
