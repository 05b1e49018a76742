// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionform.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/secret/connectiontype.h"
#include "ui/widgets/confirmbar.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/panelhead.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/valueform.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

ConnectionForm::ConnectionForm(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel)
    , m_name(new QLineEdit)
    , m_nameProblem(makeLabel(u"problem"_s))
    , m_type(new QComboBox)
    , m_help(makeLabel(u"muted"_s))
    , m_scroll(new QScrollArea)
    , m_secretLabel(makeLabel(u"label"_s))
    , m_secret(new QLineEdit)
    , m_secretHelp(makeLabel(u"muted"_s))
    , m_secretProblem(makeLabel(u"problem"_s))
    , m_usersLabel(makeLabel(u"label"_s))
    , m_users(new QWidget)
    , m_confirm(new ConfirmBar)
    , m_note(makeLabel(u"muted"_s))
    , m_save(new QPushButton(tr("Save")))
    , m_test(new QPushButton(tr("Test")))
    , m_remove(new QPushButton(tr("Remove")))
{
    m_name->setObjectName(u"connectionName"_s);
    m_name->setAccessibleName(tr("Name"));
    m_type->setObjectName(u"connectionType"_s);
    m_type->setAccessibleName(tr("Kind"));
    for (const auto &type : connectionTypes())
        m_type->addItem(context.themes.icon(type.icon), type.title, type.id);
    m_secret->setObjectName(u"connectionSecret"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_save->setObjectName(u"saveConnection"_s);
    m_save->setProperty("primary", true);
    m_test->setObjectName(u"testConnection"_s);
    m_remove->setObjectName(u"removeConnection"_s);
    m_note->setObjectName(u"connectionNote"_s);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    auto *head = new PanelHead(context.themes, m_title);
    head->closeButton()->setObjectName(u"closeConnection"_s);
    auto *nameLabel = makeLabel(u"label"_s);
    nameLabel->setText(tr("Name"));
    nameLabel->setBuddy(m_name);
    auto *typeLabel = makeLabel(u"label"_s);
    typeLabel->setText(tr("Kind"));
    typeLabel->setBuddy(m_type);
    m_secretLabel->setBuddy(m_secret);

    m_usersLabel->setText(tr("Used by"));
    auto *users = new QVBoxLayout(m_users);
    users->setContentsMargins(0, 0, 0, Theme::unit / 2);
    users->setSpacing(0);

    auto *actions = new QHBoxLayout;
    actions->addWidget(m_save);
    actions->addWidget(m_test);
    actions->addStretch();
    actions->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    for (QWidget *widget : std::initializer_list<QWidget *>{head, nameLabel, m_name, m_nameProblem, typeLabel,
             m_type, m_help, m_secretLabel, m_secret, m_secretProblem, m_secretHelp})
        layout->addWidget(widget);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_usersLabel);
    layout->addWidget(m_users);
    layout->addWidget(m_confirm);
    layout->addWidget(m_note);
    layout->addLayout(actions);

    connect(head, &PanelHead::closed, this, &ConnectionForm::closed);
    connect(m_type, &QComboBox::activated, this, &ConnectionForm::showType);
    connect(m_save, &QPushButton::clicked, this, &ConnectionForm::save);
    connect(m_test, &QPushButton::clicked, this, &ConnectionForm::test);
    connect(m_remove, &QPushButton::clicked, this, &ConnectionForm::askToRemove);
}

QLabel *ConnectionForm::makeLabel(const QString &role)
{
    auto *label = new QLabel(this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", role);
    return label;
}

void ConnectionForm::openNew(const QString &type)
{
    if (const int index = m_type->findData(type); index >= 0)
        m_type->setCurrentIndex(index);
    m_isNew = true;
    m_status = {};
    m_title->setText(tr("New connection"));
    m_name->clear();
    m_name->setEnabled(true);
    m_type->setEnabled(true);
    showType();
    m_name->setFocus();
}

void ConnectionForm::open(const ConnectionStatus &status)
{
    m_isNew = false;
    m_status = status;
    m_title->setText(singleLine(status.connection.name, 80));
    m_name->setText(status.connection.name);
    m_name->setEnabled(false); // rules name it
    m_type->setCurrentIndex(m_type->findData(status.connection.type));
    m_type->setEnabled(false);
    showType();
    m_secret->setFocus();
}

void ConnectionForm::showType()
{
    const auto *type = findConnectionType(m_type->currentData().toString());
    m_form = new ValueForm(type ? type->fields : QList<DataField>());
    static_cast<QVBoxLayout *>(m_form->layout())->addStretch();
    m_scroll->setWidget(m_form); // deletes the one before
    if (!m_isNew)
        m_form->setValues(m_status.connection.config);
    connect(m_form, &ValueForm::submitted, this, &ConnectionForm::save);
    m_help->setText(type ? type->help : tr("This Signalbox does not know this kind of connection."));
    m_secretLabel->setText(type ? type->secretLabel : QString());
    m_secret->setAccessibleName(m_secretLabel->text());
    m_secretHelp->setText(type ? type->secretHelp : QString());
    m_secret->clear();
    m_secret->setPlaceholderText(
        m_status.hasSecret ? tr("Set; enter another one to replace it") : tr("Not set"));
    m_nameProblem->hide();
    m_secretProblem->hide();
    m_confirm->dismiss();
    showUsers();
    say({}, false);
    setBusy(false);
}

void ConnectionForm::showUsers()
{
    while (auto *item = m_users->layout()->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const auto &user : m_status.usedBy) {
        auto *link = new LinkRow(m_context.themes);
        link->setObjectName(u"usedBy-"_s + user.id.value);
        link->setContent(singleLine(user.name.isEmpty() ? user.id.value : user.name, 80));
        link->setLineIcon(u"rule"_s, m_context.themes.theme().muted);
        m_users->layout()->addWidget(link);
        connect(link, &LinkRow::clicked, this, [this, id = user.id] { emit ruleWanted(id); });
    }
    m_usersLabel->setVisible(!m_status.usedBy.isEmpty());
    m_users->setVisible(!m_status.usedBy.isEmpty());
}

void ConnectionForm::setBusy(bool isBusy)
{
    m_isBusy = isBusy; // and no disabled buttons, or the keyboard would be somewhere else afterwards
    m_test->setEnabled(!m_isNew);
    m_remove->setVisible(!m_isNew);
}

void ConnectionForm::say(const QString &text, bool isProblem)
{
    m_note->setProperty("role", isProblem ? u"problem"_s : u"muted"_s);
    m_note->style()->unpolish(m_note);
    m_note->style()->polish(m_note);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void ConnectionForm::save()
{
    if (m_isBusy)
        return;
    m_nameProblem->hide();
    m_secretProblem->hide();
    say({}, false);
    const auto checked = m_form->check();
    if (!checked.problems.isEmpty())
        return;
    ConnectionChange change{.name = m_name->text(), .type = m_type->currentData().toString()};
    change.config = checked.values;
    if (!m_secret->text().isEmpty())
        change.secret = m_secret->text().toUtf8();
    change.isNew = m_isNew;
    setBusy(true);
    whenReady(m_context.engine.setConnection(std::move(change)), this,
        [this](const Result<ConnectionStatus> &answer) { answered(answer); });
}

void ConnectionForm::answered(const Result<ConnectionStatus> &answer)
{
    setBusy(false);
    if (answer) {
        auto status = *answer;
        status.usedBy = m_status.usedBy;
        open(status);
        say(tr("Saved."), false);
        emit saved(answer->connection.name);
        return;
    }
    QList<FieldProblem> ofForm;
    const auto problems = parseJson(answer.error().context.toUtf8());
    for (const auto &entry : problems ? problems->toArray() : QJsonArray()) {
        const auto field = entry[u"field"_s].toString(), message = entry[u"message"_s].toString();
        auto *label = field == u"name" ? m_nameProblem : field == u"secret" ? m_secretProblem : nullptr;
        if (!label) {
            ofForm += FieldProblem{field, message};
            continue;
        }
        label->setText(message);
        label->show();
        (field == u"name" ? m_name : m_secret)->setFocus();
    }
    m_form->showProblems(ofForm);
    if (!problems || problems->toArray().isEmpty())
        say(answer.error().message, true);
}

void ConnectionForm::test()
{
    if (m_isBusy)
        return;
    setBusy(true);
    say(tr("Trying …"), false);
    const auto name = m_status.connection.name;
    whenReady(m_context.engine.testConnection(name), this, [this, name](const Result<QString> &found) {
        emit changed();
        if (name != m_status.connection.name)
            return; // another one is shown by now
        setBusy(false);
        say(found ? *found : found.error().message, !found);
    });
}

void ConnectionForm::askToRemove()
{
    QStringList names;
    for (const auto &user : m_status.usedBy)
        names += user.name.isEmpty() ? user.id.value : user.name;
    if (!names.isEmpty()) {
        say(tr("It is used by: %1. Change these rules first.").arg(names.join(u", "_s)), true);
        return;
    }
    m_confirm->ask(tr("Remove \"%1\" and its secret? This cannot be undone.").arg(m_status.connection.name),
        tr("Remove"), [this] { remove(); });
}

void ConnectionForm::remove()
{
    if (m_isBusy)
        return;
    setBusy(true);
    whenReady(m_context.engine.removeConnection(m_status.connection.name), this,
        [this](const Result<void> &removed) {
            setBusy(false);
            emit changed();
            if (removed)
                emit closed();
            else
                say(removed.error().message, true);
        });
}

void ConnectionForm::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        save();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox
