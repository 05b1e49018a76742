// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionspage.h"

#include "core/secret/connectiontype.h"
#include "ui/connections/connectionform.h"
#include "ui/connections/connectionmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int panelWidth = 46 * Theme::unit;

/// The kind's icon before the name, and the light before its word.
class ConnectionDelegate : public RowDelegate
{
public:
    ConnectionDelegate(const ThemeManager &themes, const ConnectionModel &model, QObject *parent)
        : RowDelegate(themes, parent)
        , m_model(model)
    {
    }

protected:
    CellLook lookOf(const QModelIndex &index) const override
    {
        const auto &theme = themes().theme();
        const auto &status = m_model.connections().at(index.row());
        if (index.column() == ConnectionModel::Name) {
            const auto *type = findConnectionType(status.connection.type);
            return {{}, type ? type->icon : u"missing"_s, theme.muted};
        }
        if (index.column() != ConnectionModel::Health)
            return {};
        const auto health = healthOf(status);
        using enum ConnectionHealth::Kind;
        const auto color = health.kind == Good ? theme.succeeded
            : health.kind == Failing           ? theme.failed
            : health.kind == NoSecret          ? theme.waiting
                                               : theme.skipped;
        return {color, health.icon, color};
    }

private:
    const ConnectionModel &m_model;
};

} // namespace

ConnectionsPage::ConnectionsPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_model(new ConnectionModel(context, this))
    , m_vault(new QLabel)
    , m_table(new QTableView)
    , m_stack(new QStackedWidget)
    , m_form(new ConnectionForm(context))
    , m_header(new QWidget(this))
{
    makeTable();
    makeHeader();
    auto *empty = new EmptyState(context.themes, u"connections"_s, tr("No connections yet"),
        tr("A connection keeps what a service wants to see before it talks to you, or signs what it sends: a "
           "token, a password, a webhook's secret. Rules name it; its secret stays here."));
    empty->addAction(tr("New connection"), [this] { openNew(); })->setObjectName(u"firstConnection"_s);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);
    m_stack->setCurrentWidget(m_table); // until it is known that there is none
    m_form->setMinimumWidth(panelWidth);
    m_form->hide();
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_stack);
    splitter->addWidget(m_form);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    m_vault->setObjectName(u"vaultTrouble"_s);
    m_vault->setTextFormat(Qt::PlainText);
    m_vault->setWordWrap(true);
    m_vault->setProperty("role", u"problem"_s);
    m_vault->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_vault->hide();
    layout->addWidget(m_vault);
    layout->addWidget(splitter, 1);

    connect(m_model, &ConnectionModel::loaded, this, &ConnectionsPage::onLoaded);
    connect(m_model, &ConnectionModel::failed, this,
        [this](const QString &message) { emit this->navigator().say(message, true); });
    connect(m_form, &ConnectionForm::closed, this, &ConnectionsPage::closePanel);
    connect(m_form, &ConnectionForm::changed, m_model, &ConnectionModel::read);
    connect(m_form, &ConnectionForm::saved, m_model, &ConnectionModel::read);
    connect(m_form, &ConnectionForm::ruleWanted, &this->navigator(), &Navigator::showRule);
    m_look.setInterval(2s);
    connect(&m_look, &QTimer::timeout, m_model, &ConnectionModel::read);
}

QString ConnectionsPage::title() const
{
    return tr("Connections");
}

void ConnectionsPage::makeTable()
{
    m_table->setObjectName(u"connections"_s);
    m_table->setAccessibleName(tr("Connections"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ConnectionDelegate(context().themes, *m_model, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight);
    auto *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->resizeSection(ConnectionModel::Name, 24 * Theme::unit);
    header->resizeSection(ConnectionModel::Kind, 17 * Theme::unit);
    header->resizeSection(ConnectionModel::Health, 16 * Theme::unit);
    header->resizeSection(ConnectionModel::LastUse, 14 * Theme::unit);
    header->resizeSection(ConnectionModel::LastError, 34 * Theme::unit);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) { openRow(index.row()); });
    auto *open = new QAction(tr("Open the connection"), m_table);
    open->setShortcuts({Qt::Key_Return, Qt::Key_Enter});
    open->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(open);
    connect(open, &QAction::triggered, this, [this] { openRow(m_table->currentIndex().row()); });
}

void ConnectionsPage::makeHeader()
{
    auto *add = new QPushButton(tr("New connection"));
    add->setObjectName(u"newConnection"_s);
    add->setProperty("primary", true);
    add->setToolTip(tr("Make a connection (Ctrl+N)"));
    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(add);
    connect(add, &QPushButton::clicked, this, [this] { openNew(); });
    auto *action = new QAction(tr("New connection"), this);
    action->setShortcut(QKeySequence::New);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    connect(action, &QAction::triggered, this, [this] { openNew(); });
}

void ConnectionsPage::openNew(const QString &type)
{
    m_table->clearSelection();
    m_form->show();
    m_form->openNew(type);
}

void ConnectionsPage::openRow(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    m_form->show();
    m_form->open(m_model->connections().at(row));
}

void ConnectionsPage::closePanel()
{
    m_form->hide();
    m_table->setFocus();
}

void ConnectionsPage::onLoaded()
{
    m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
    if (const auto row = m_model->rowOf(m_form->shown()); row >= 0 && m_form->isVisible())
        m_table->selectRow(row);
}

/// Rules go on, but whatever needs a secret does not; that must not look as if all were well.
void ConnectionsPage::showVault()
{
    const auto trouble = context().engine.vaultTrouble();
    m_vault->setText(tr("The secrets cannot be used at the moment. %1").arg(trouble));
    m_vault->setVisible(!trouble.isEmpty());
}

void ConnectionsPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    showVault();
    m_model->read();
    m_look.start();
}

void ConnectionsPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_look.stop();
}

} // namespace signalbox
