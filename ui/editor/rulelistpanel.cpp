// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulelistpanel.h"

#include "core/rule/rulefile.h"
#include "ui/editor/ruledelegate.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulelistmodel.h"
#include "ui/editor/ruleshelf.h"
#include "ui/widgets/confirmbar.h"

#include <QFile>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

RuleListPanel::RuleListPanel(const Context &context, Navigator &navigator, RuleShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_shelf(shelf)
    , m_model(new RuleListModel(m_context, shelf, this))
    , m_search(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_confirm(new ConfirmBar(this))
{
    m_search->setObjectName(u"ruleSearch"_s);
    m_search->setPlaceholderText(tr("Find a rule"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_list->setObjectName(u"ruleList"_s);
    m_list->setAccessibleName(tr("Rules"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_model);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    auto *delegate = new RuleDelegate(context.themes, context.clock, m_list);
    m_list->setItemDelegate(delegate);
    makeActions();
    auto *more = new QToolButton(this);
    more->setObjectName(u"ruleMenuButton"_s);
    more->setIcon(context.themes.icon(u"more"_s));
    more->setAutoRaise(true);
    more->setToolTip(tr("What can be done with rules"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setStyleSheet(u"QToolButton::menu-indicator { image: none; }"_s);
    more->addActions({m_duplicateAction, m_exportAction, m_importAction, m_deleteAction});
    auto *top = new QHBoxLayout;
    top->setSpacing(Theme::unit / 2);
    top->addWidget(m_search, 1);
    top->addWidget(more);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, 0);
    layout->setSpacing(Theme::unit);
    layout->addLayout(top);
    layout->addWidget(m_confirm);
    layout->addWidget(m_list, 1);

    connect(m_search, &QLineEdit::textChanged, m_model, &RuleListModel::setFilter);
    connect(delegate, &RuleDelegate::switchClicked, this, &RuleListPanel::enableWanted);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex &index) {
            const auto rule = m_model->ruleAt(index);
            if (rule.isEmpty() || rule == m_current)
                return;
            m_current = rule;
            updateActions();
            emit chosen(rule);
        });
    connect(m_model, &QAbstractItemModel::modelReset, this, &RuleListPanel::keepCurrent);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
        QMenu menu;
        menu.addActions({m_duplicateAction, m_exportAction, m_deleteAction});
        menu.addSeparator();
        menu.addAction(m_importAction);
        menu.exec(m_list->viewport()->mapToGlobal(at));
    });
    updateActions();
}

void RuleListPanel::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QString &icon,
                          const QKeySequence &shortcut, void (RuleListPanel::*slot)()) {
        auto *action = new QAction(m_context.themes.icon(icon), text, this);
        action->setObjectName(name);
        action->setShortcut(shortcut);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        m_list->addAction(action);
        return action;
    };
    m_duplicateAction = make(u"duplicateRule"_s, tr("Duplicate the rule"), u"duplicate"_s,
        Qt::CTRL | Qt::Key_D, &RuleListPanel::duplicate);
    m_exportAction = make(
        u"exportRule"_s, tr("Save the rule as a file …"), u"download"_s, {}, &RuleListPanel::exportRule);
    m_importAction = make(
        u"importRules"_s, tr("Import rules from files …"), u"upload"_s, {}, &RuleListPanel::chooseImport);
    m_deleteAction = make(
        u"deleteRule"_s, tr("Delete the rule …"), u"delete"_s, QKeySequence::Delete, &RuleListPanel::remove);
}

void RuleListPanel::updateActions()
{
    for (auto *action : {m_duplicateAction, m_exportAction, m_deleteAction})
        action->setEnabled(!m_current.isEmpty());
}

RuleId RuleListPanel::current() const
{
    return m_current;
}

void RuleListPanel::setCurrent(const RuleId &rule)
{
    m_current = rule;
    if (!rule.isEmpty() && !m_model->indexOf(rule).isValid())
        m_search->clear(); // a filter must not hide what is shown beside it
    keepCurrent();
    updateActions();
    m_confirm->dismiss();
}

void RuleListPanel::keepCurrent()
{
    const auto index = m_model->indexOf(m_current);
    const QSignalBlocker quiet(m_list->selectionModel());
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->viewport()->update();
    if (index.isValid())
        m_list->scrollTo(index);
}

bool RuleListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space && !m_current.isEmpty()) {
        const auto *stored = m_shelf.stored(m_current);
        emit enableWanted(m_current, !(stored && stored->enabled));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void RuleListPanel::duplicate()
{
    const auto copy = m_shelf.duplicate(m_current);
    setCurrent(copy);
    emit chosen(copy);
}

void RuleListPanel::exportRule()
{
    const auto rule = m_shelf.current(m_current);
    const auto name = QFileDialog::getSaveFileName(
        this, tr("Save the rule as a file"), rule.id.value + u".json"_s, tr("Rules (*.json)"));
    if (name.isEmpty())
        return;
    QSaveFile file(name);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.write(writeRule(rule)) >= 0 && file.commit();
    if (isSaved)
        emit m_navigator.say(tr("\"%1\" is saved in %2.").arg(rule.name, name));
    else
        emit m_navigator.say(tr("%1 could not be written: %2").arg(name, file.errorString()), true);
}

void RuleListPanel::chooseImport()
{
    importFiles(QFileDialog::getOpenFileNames(this, tr("Import rules"), {}, tr("Rules (*.json)")));
}

void RuleListPanel::importFiles(const QStringList &files)
{
    QStringList troubles;
    RuleId last;
    for (const auto &name : files) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly)) {
            troubles += tr("%1: %2").arg(name, file.errorString());
            continue;
        }
        auto rule = readRule(file.readAll());
        if (!rule) {
            troubles += tr("%1: %2").arg(name, rule.error().message);
            continue;
        }
        last = m_shelf.import(*rule);
    }
    if (!troubles.isEmpty())
        emit m_navigator.say(tr("Not imported: %1").arg(troubles.join(u"; "_s)), true);
    if (last.isEmpty())
        return;
    setCurrent(last);
    emit chosen(last);
}

void RuleListPanel::remove()
{
    const auto rule = m_current;
    m_confirm->ask(tr("Delete \"%1\"? What it did stays in the history.").arg(m_shelf.current(rule).name),
        tr("Delete"), [this, rule] { m_shelf.remove(rule); });
}

} // namespace signalbox
