// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/page.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace signalbox {

class ConnectionForm;
class ConnectionModel;

/// Services and credentials: each with its state, last use, last error and the rules that use it, and beside
/// the list a panel in which one is made, changed, tried or removed (ConnectionForm). Ctrl+N: a new one;
/// Return opens the selected one. While the vault is closed a banner says why. Object names: `vaultTrouble`,
/// `connections` (table), `newConnection`, `firstConnection`.
/// Thread: window.
class ConnectionsPage : public PageWidget
{
    Q_OBJECT

public:
    ConnectionsPage(const Context &context, Navigator &navigator, QWidget *parent = nullptr);

    QString title() const override;
    QWidget *headerWidget() override { return m_header; }

public slots:
    /// An empty form beside the list, of this kind; empty: of the one chosen last.
    void openNew(const QString &type = {});

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeTable();
    void makeHeader();
    void openRow(int row);
    void closePanel();
    void onLoaded();
    void showVault();

    ConnectionModel *m_model;
    QLabel *m_vault; ///< why no secret can be used; hidden while they can
    QTableView *m_table;
    QStackedWidget *m_stack; ///< none yet, or the table
    ConnectionForm *m_form;
    QWidget *m_header;
    QTimer m_look; ///< uses are known to the engine alone, which tells nobody
};

} // namespace signalbox
