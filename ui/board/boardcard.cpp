// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/board/boardcard.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "ui/board/boardbutton.h"
#include "ui/widgets/linkrow.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"
#include "ui/widgets/valueform.h"

#include <QDesktopServices>
#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonWidth = 30 * Theme::unit;
constexpr int formWidth = 42 * Theme::unit;

/// What the engine says about single answers; empty if it speaks of something else.
QList<FieldProblem> problemsOf(const Error &error)
{
    QList<FieldProblem> problems;
    const auto context = parseJson(error.context.toUtf8());
    if (!context)
        return problems;
    for (const auto &entry : context->toArray())
        problems += {entry[u"field"_s].toString(), entry[u"message"_s].toString()};
    return problems;
}

} // namespace

BoardCard::BoardCard(const Context &context, Navigator &navigator, BoardItem item, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_item(std::move(item))
{
    setProperty("card", true);
    setObjectName(m_item.rule.value + u'/' + m_item.step.value);
    setAccessibleName(m_item.title);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(
        3 * Theme::unit / 2, 3 * Theme::unit / 2, 3 * Theme::unit / 2, Theme::unit / 2);
    layout->setSpacing(Theme::unit);
    const auto isButton = m_item.kind == BoardItem::Kind::Button;
    if (isButton)
        buildButton();
    else
        buildForm();
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->hide();
    layout->addWidget(m_problem);
    buildFoot();
    setFixedWidth(isButton ? buttonWidth : formWidth);
    connect(&m_context.themes, &ThemeManager::changed, this, &BoardCard::restyle);
    restyle();
}

void BoardCard::buildButton()
{
    m_button = new BoardButton(m_context.themes, m_item.title,
        m_item.icon.isEmpty() ? u"button"_s : m_item.icon, m_item.color, this);
    m_button->setObjectName(u"press"_s);
    m_button->setAccessibleName(m_item.title);
    m_button->setAccessibleDescription(m_item.help);
    m_button->setToolTip(plainToolTip(m_item.help.isEmpty() ? m_item.title : m_item.help));
    connect(m_button, &QPushButton::clicked, this, &BoardCard::start);
    layout()->addWidget(m_button);
    if (m_item.fields.isEmpty())
        return;

    m_questions = new QWidget(this);
    auto *column = new QVBoxLayout(m_questions);
    column->setContentsMargins(0, 0, 0, 0);
    m_form = new ValueForm(m_item.fields, m_questions);
    column->addWidget(m_form);
    auto *row = new QHBoxLayout;
    row->setSpacing(Theme::unit);
    auto *go = new QPushButton(tr("Start"), m_questions);
    go->setObjectName(u"start"_s);
    go->setProperty("primary", true);
    auto *cancel = new QPushButton(tr("Cancel"), m_questions);
    cancel->setObjectName(u"cancel"_s);
    row->addWidget(go);
    row->addWidget(cancel);
    row->addStretch();
    column->addLayout(row);
    connect(go, &QPushButton::clicked, this, &BoardCard::submit);
    connect(m_form, &ValueForm::submitted, this, &BoardCard::submit);
    connect(cancel, &QPushButton::clicked, this, [this] { setFormOpen(false); });
    m_questions->hide();
    layout()->addWidget(m_questions);
}

void BoardCard::buildForm()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(Theme::unit);
    m_icon = new QLabel(this);
    head->addWidget(m_icon);
    m_title = new QLabel(m_item.title, this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setProperty("role", u"heading"_s);
    head->addWidget(m_title, 1);
    if (!m_item.webSlug.isEmpty()) {
        m_web = new QToolButton(this);
        m_web->setObjectName(u"webPage"_s);
        m_web->setAutoRaise(true);
        m_web->setToolTip(tr("Open as a web page"));
        m_web->setAccessibleName(tr("%1: open as a web page").arg(m_item.title));
        m_web->setFocusPolicy(Qt::StrongFocus);
        connect(m_web, &QToolButton::clicked, this, &BoardCard::openWebPage);
        head->addWidget(m_web);
    }
    static_cast<QVBoxLayout *>(layout())->addLayout(head);
    if (!m_item.help.isEmpty()) {
        auto *help = new QLabel(m_item.help, this);
        help->setTextFormat(Qt::PlainText);
        help->setWordWrap(true);
        help->setProperty("role", u"muted"_s);
        layout()->addWidget(help);
    }
    m_form = new ValueForm(m_item.fields, this);
    layout()->addWidget(m_form);
    m_button
        = new QPushButton(m_item.submitLabel.isEmpty() ? tr("Send") : buttonText(m_item.submitLabel), this);
    m_button->setProperty("primary", true);
    m_button->setObjectName(u"submit"_s);
    m_button->setAccessibleName(tr("%1: %2").arg(m_item.title, m_button->text()));
    layout()->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &BoardCard::start);
    connect(m_form, &ValueForm::submitted, this, &BoardCard::start);
}

void BoardCard::openWebPage()
{
    whenReady(m_context.engine.status(), this, [this](const EngineStatus &status) {
        if (status.listening.isEmpty())
            emit m_navigator.say(tr("Signalbox listens nowhere at the moment; see Settings."), true);
        else
            QDesktopServices::openUrl(QUrl(status.listening + u"/form/"_s + m_item.webSlug));
    });
}

void BoardCard::buildFoot()
{
    m_state = new LinkRow(m_context.themes, this);
    m_state->setObjectName(u"state"_s);
    connect(m_state, &LinkRow::clicked, this, [this] {
        if (m_lastRun)
            emit m_navigator.showRun(m_lastRun->id);
    });
    layout()->addWidget(m_state);
}

void BoardCard::showRun(const Run &run)
{
    if (m_stage == Stage::Sending || run.event < m_accepted || (m_lastRun && run == *m_lastRun))
        return;
    m_lastRun = run;
    m_stage = Stage::Idle;
    showFoot();
}

void BoardCard::refreshTimes()
{
    if (m_lastRun && m_stage == Stage::Idle)
        showFoot();
}

void BoardCard::showFoot()
{
    const auto &theme = m_context.themes.theme();
    auto state = State::Queued; // gives colour and icon
    QString text, remark, toolTip;
    switch (m_stage) {
    case Stage::Sending:
        state = State::Running;
        text = tr("Sending …");
        break;
    case Stage::Accepted:
        state = State::Succeeded;
        text = tr("Accepted");
        toolTip = tr("Recorded as event %1").arg(countText(m_accepted));
        break;
    case Stage::Refused:
        state = State::Failed;
        text = tr("Not sent");
        break;
    case Stage::Idle:
        if (!m_lastRun) {
            text = tr("Not used yet");
            break;
        }
        state = m_lastRun->state;
        text = stateTitle(state);
        toolTip = tr("Show this run");
        if (m_lastRun->finished) {
            toolTip += u'\n' + exactTime(*m_lastRun->finished);
            remark = relativeTime(*m_lastRun->finished, m_context.clock.now());
        }
        if (m_lastRun->finished && m_lastRun->started)
            remark += u" · "_s + durationText(*m_lastRun->finished - *m_lastRun->started);
        if (!m_lastRun->error.isEmpty())
            toolTip = plainToolTip(m_lastRun->error) + u'\n' + toolTip;
        break;
    }
    const auto isUsed = m_stage != Stage::Idle || m_lastRun;
    m_state->setContent(text, remark);
    m_state->setLineIcon(isUsed ? stateIcon(state) : QString(), theme.state(state));
    m_state->setEnabled(m_stage == Stage::Idle && m_lastRun.has_value());
    m_state->setAccessibleName(
        tr("%1: %2").arg(m_item.title, remark.isEmpty() ? text : text + u", "_s + remark));
    m_state->setToolTip(toolTip);
}

void BoardCard::restyle()
{
    if (m_icon)
        m_icon->setPixmap(m_context.themes.pixmap(
            u"form"_s, m_context.themes.theme().named(m_item.color), Theme::iconSize, devicePixelRatioF()));
    if (m_web)
        m_web->setIcon(m_context.themes.icon(u"external"_s));
    showFoot();
}

void BoardCard::setFormOpen(bool open)
{
    m_problem->hide();
    m_questions->setVisible(open);
    setFixedWidth(open ? formWidth : buttonWidth);
    updateGeometry();
    if (open)
        m_form->focusFirst();
    else
        m_button->setFocus();
}

void BoardCard::start()
{
    if (m_questions && m_questions->isHidden()) {
        m_form->clear();
        setFormOpen(true);
        return;
    }
    submit();
}

void BoardCard::submit()
{
    if (m_stage == Stage::Sending)
        return;
    if (!m_form) {
        send({});
        return;
    }
    if (const auto checked = m_form->check(); checked.problems.isEmpty())
        send(checked.values);
}

void BoardCard::send(const QJsonObject &values)
{
    m_stage = Stage::Sending;
    m_problem->hide();
    showFoot();
    auto &engine = m_context.engine;
    const auto future = m_item.kind == BoardItem::Kind::Button
        ? engine.press(m_item.rule, m_item.step, values)
        : engine.submit(m_item.rule, m_item.step, values);
    whenReady(future, this, [this](const Result<Appended> &done) { answered(done); });
}

void BoardCard::answered(const Result<Appended> &done)
{
    m_stage = done ? Stage::Accepted : Stage::Refused;
    if (done) {
        m_accepted = done->sequence;
        if (m_questions)
            setFormOpen(false);
        else if (m_form)
            m_form->clear();
    } else {
        showRefusal(done.error());
    }
    showFoot();
}

void BoardCard::showRefusal(const Error &error)
{
    const auto problems = problemsOf(error);
    if (m_form && !problems.isEmpty()) {
        m_form->showProblems(problems);
        return;
    }
    m_problem->setText(error.message);
    m_problem->show();
}

} // namespace signalbox
