// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/board/boardcard.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"
#include "ui/widgets/valueform.h"

#include <QJsonArray>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int buttonWidth = 216;
constexpr int formWidth = 328;

} // namespace

BoardCard::BoardCard(const Context &context, Navigator &navigator, BoardItem item, QWidget *parent)
    : QFrame(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_item(std::move(item))
{
    setProperty("card", true);
    setObjectName(m_item.rule.value + u'/' + m_item.step.value);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit * 2, Theme::unit * 2, Theme::unit);
    layout->setSpacing(Theme::unit);
    if (m_item.kind == BoardItem::Kind::Button)
        buildButton();
    else
        buildForm();
    layout->addWidget(makeFoot());
    setFixedWidth(m_item.kind == BoardItem::Kind::Button ? buttonWidth : formWidth);
    setAccessibleName(m_item.title);
}

void BoardCard::buildButton()
{
    const auto &theme = m_context.themes.theme();
    const auto color = theme.named(m_item.color);
    m_button = new QPushButton(buttonText(m_item.title), this);
    m_button->setIcon(
        m_context.themes.icon(m_item.icon.isEmpty() ? u"button"_s : m_item.icon, theme.accentText));
    m_button->setIconSize({Theme::iconSize + 4, Theme::iconSize + 4});
    m_button->setMinimumHeight(Theme::unit * 8);
    m_button->setProperty("boardColor", m_item.color.isEmpty() ? u"accent"_s : m_item.color);
    m_button->setStyleSheet(
        u"QPushButton { background: %1; color: %2; border: none; border-radius: %3px; font-weight: 600; "
        u"padding: 8px; }"
        "QPushButton:hover { background: %4; } QPushButton:pressed { background: %5; }"
        "QPushButton:focus { border: 2px solid %6; }"_s.arg(color.name(), theme.accentText.name())
            .arg(Theme::radius)
            .arg(color.lighter(108).name(), color.darker(112).name(), theme.text.name()));
    m_button->setAccessibleName(m_item.title);
    m_button->setToolTip(plainToolTip(m_item.help));
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
    auto *go = new QPushButton(tr("Start"), m_questions);
    go->setProperty("primary", true);
    auto *cancel = new QPushButton(tr("Cancel"), m_questions);
    row->addWidget(go);
    row->addWidget(cancel);
    row->addStretch();
    column->addLayout(row);
    const auto submit = [this] {
        if (const auto checked = m_form->check(); checked.problems.isEmpty())
            send(checked.values);
    };
    connect(go, &QPushButton::clicked, this, submit);
    connect(m_form, &ValueForm::submitted, this, submit);
    connect(cancel, &QPushButton::clicked, this, [this] { setFormOpen(false); });
    m_questions->hide();
    layout()->addWidget(m_questions);
}

void BoardCard::buildForm()
{
    auto *head = new QHBoxLayout;
    auto *icon = new QLabel(this);
    icon->setPixmap(m_context.themes.pixmap(
        u"form"_s, m_context.themes.theme().named(m_item.color), Theme::iconSize, devicePixelRatioF()));
    head->addWidget(icon);
    auto *title = new QLabel(m_item.title, this);
    title->setTextFormat(Qt::PlainText);
    auto font = m_context.themes.theme().textFont;
    font.setBold(true);
    title->setFont(font);
    head->addWidget(title, 1);
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
    layout()->addWidget(m_button);
    connect(m_button, &QPushButton::clicked, this, &BoardCard::start);
    connect(m_form, &ValueForm::submitted, this, &BoardCard::start);
}

QWidget *BoardCard::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::unit / 2);
    m_stateIcon = new QLabel(foot);
    m_state = new QPushButton(foot);
    m_state->setProperty("flat", true);
    m_state->setProperty("small", true);
    m_state->setObjectName(u"state"_s);
    connect(m_state, &QPushButton::clicked, this, [this] {
        if (!m_lastRun.isEmpty())
            emit m_navigator.showRun(m_lastRun);
    });
    row->addWidget(m_stateIcon);
    row->addWidget(m_state);
    row->addStretch();
    showState(tr("Not used yet"), {}, m_context.themes.theme().muted);
    return foot;
}

void BoardCard::showState(const QString &text, const QString &icon, const QColor &color)
{
    m_stateIcon->setVisible(!icon.isEmpty());
    if (!icon.isEmpty())
        m_stateIcon->setPixmap(m_context.themes.pixmap(icon, color, 14, devicePixelRatioF()));
    m_state->setText(text);
    m_state->setEnabled(!m_lastRun.isEmpty());
    m_state->setAccessibleName(tr("%1: %2").arg(m_item.title, text));
}

void BoardCard::showRun(const Run &run)
{
    m_lastRun = run.id;
    const auto &theme = m_context.themes.theme();
    auto text = stateTitle(run.state);
    if (run.finished && run.started)
        text = tr("%1 · %2 · %3")
                   .arg(text, relativeTime(*run.finished, m_context.clock.now()),
                       durationText(*run.finished - *run.started));
    else
        text += u" …"_s;
    showState(text, stateIcon(run.state), theme.state(run.state));
    m_state->setToolTip(run.error.isEmpty() ? tr("Show this run") : plainToolTip(run.error));
}

void BoardCard::setFormOpen(bool open)
{
    m_questions->setVisible(open);
    setFixedWidth(open ? formWidth : buttonWidth);
    updateGeometry();
    if (open && m_form)
        m_form->setFocus();
}

void BoardCard::start()
{
    if (m_questions && m_questions->isHidden()) {
        m_form->clear();
        setFormOpen(true);
        return;
    }
    if (!m_form) {
        send({});
        return;
    }
    if (const auto checked = m_form->check(); checked.problems.isEmpty())
        send(checked.values);
}

void BoardCard::send(const QJsonObject &values)
{
    m_button->setEnabled(false);
    showState(tr("Sending …"), u"running"_s, m_context.themes.theme().running);
    auto &engine = m_context.engine;
    const auto future = m_item.kind == BoardItem::Kind::Button
        ? engine.press(m_item.rule, m_item.step, values)
        : engine.submit(m_item.rule, m_item.step, values);
    whenReady(future, this, [this](const Result<Appended> &done) {
        m_button->setEnabled(true);
        const auto &theme = m_context.themes.theme();
        if (done) {
            showState(tr("Accepted"), u"succeeded"_s, theme.succeeded);
            if (m_questions)
                setFormOpen(false);
            else if (m_form)
                m_form->clear();
            return;
        }
        showState(tr("Not sent"), u"failed"_s, theme.failed);
        QList<FieldProblem> problems;
        if (const auto context = parseJson(done.error().context.toUtf8()); context && m_form) {
            for (const auto &entry : context->toArray())
                problems += {entry[u"field"_s].toString(), entry[u"message"_s].toString()};
            m_form->showProblems(problems);
        }
        if (problems.isEmpty())
            emit m_navigator.say(done.error().message, true);
    });
}

} // namespace signalbox
