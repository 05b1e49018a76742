// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"
#include "ui/widgets/context.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace signalbox {

class ConfirmBar;
class ValueForm;
struct ConnectionType;

/// The panel in which a connection is made, changed, tried and removed; its form comes from the kind. The
/// secret goes in and never comes out: its field is empty whenever the panel opens, and empty means that the
/// secret stays. Object names: `connectionName`, `connectionType`, `connectionSecret`, `saveConnection`,
/// `testConnection`, `removeConnection`, `closeConnection`, `connectionNote`, `usedBy-RULE`, and the fields'
/// own names. Thread: window.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionForm(const Context &context, QWidget *parent = nullptr);

    void openNew(const QString &type = {}); ///< empty: of the kind that was shown last
    void open(const ConnectionStatus &status);
    QString shown() const { return m_isNew ? QString() : m_status.connection.name; }

signals:
    void saved(const QString &name);
    void changed(); ///< tried or removed
    void closed();
    void ruleWanted(const signalbox::RuleId &rule); ///< one of those that use it

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *makeLabel(const QString &role);
    void showType();
    void showUsers();
    void save();
    void answered(const Result<ConnectionStatus> &answer);
    void test();
    void askToRemove();
    void remove();
    void say(const QString &text, bool isProblem);
    void setBusy(bool isBusy);

    Context m_context;
    ConnectionStatus m_status;
    bool m_isNew = true;
    bool m_isBusy = false;
    QLabel *m_title;
    QLineEdit *m_name;
    QLabel *m_nameProblem;
    QComboBox *m_type;
    QLabel *m_help;
    QScrollArea *m_scroll;
    ValueForm *m_form = nullptr; ///< made anew for each kind
    QLabel *m_secretLabel;
    QLineEdit *m_secret;
    QLabel *m_secretHelp;
    QLabel *m_secretProblem;
    QLabel *m_usersLabel;
    QWidget *m_users; ///< a link to each rule that names it
    ConfirmBar *m_confirm;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_test;
    QPushButton *m_remove;
};

} // namespace signalbox
