// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace signalbox {

/// An address as the settings keep it, "127.0.0.1:8787" or "[::1]:8787", in its two parts.
struct ListenParts
{
    QString host;
    int port = 0;

    bool operator==(const ListenParts &) const = default;
};

ListenParts splitListenAddress(const QString &address);
QString joinListenAddress(const ListenParts &address);

/// Whether others than programs on this computer reach a listener there.
bool isOpenToOthers(const QString &host);

/// Where the listener is. An address that others reach says what that means, and has to be confirmed. Object
/// names: "listenHost", "listenPort", "listenWarning", "listenConfirm", "listenProblem". Thread: window.
class ListenFields : public QWidget
{
    Q_OBJECT

public:
    explicit ListenFields(QWidget *parent = nullptr);

    void setAddress(const QString &address); ///< as it is now, so it needs no word
    QString address() const;
    bool isConfirmed() const; ///< or needs no confirmation
    void setProblem(const QString &problem);
    void focusPort();

signals:
    void edited();
    void entered(); ///< Return was pressed

private:
    void onEdited();

    QString m_kept;
    QComboBox *m_host;
    QSpinBox *m_port;
    QLabel *m_warning;
    QCheckBox *m_confirm;
    QLabel *m_problem;
};

} // namespace signalbox
