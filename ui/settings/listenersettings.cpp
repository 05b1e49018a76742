// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listenersettings.h"

#include "core/base/futures.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

ListenAddress splitListenAddress(const QString &address)
{
    const auto colon = address.lastIndexOf(u':');
    auto host = address.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    return {host, address.mid(colon + 1).toInt()};
}

QString joinListenAddress(const ListenAddress &address)
{
    const auto host = address.host.contains(u':') ? u'[' + address.host + u']' : address.host;
    return host + u':' + QString::number(address.port);
}

ListenerSettings::ListenerSettings(const Context &context, QWidget *parent)
    : SettingsSection(tr("Listener"),
        tr("Webhooks come in here. 127.0.0.1 is reached by programs on this machine only."), parent)
    , m_context(context)
    , m_host(new QComboBox)
    , m_port(new QSpinBox)
    , m_apply(new QPushButton(tr("Apply")))
    , m_problem(new QLabel)
    , m_open(new QLabel(tr("Others in your network can reach this address. Give webhooks a path that nobody "
                           "guesses.")))
    , m_status(new QLabel)
{
    m_host->setObjectName(u"listenHost"_s);
    m_host->setEditable(true);
    m_host->setInsertPolicy(QComboBox::NoInsert);
    m_host->addItems({u"127.0.0.1"_s, u"::1"_s, u"0.0.0.0"_s});
    m_host->setMinimumWidth(27 * Theme::unit);
    m_port->setObjectName(u"listenPort"_s);
    m_port->setRange(0, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setSpecialValueText(tr("any free"));
    m_port->setMinimumWidth(12 * Theme::unit);
    m_apply->setObjectName(u"listenApply"_s);
    m_apply->setProperty("primary", true);
    m_problem->setObjectName(u"listenProblem"_s);
    m_problem->setProperty("role", u"problem"_s);
    m_open->setProperty("role", u"muted"_s);
    m_status->setProperty("role", u"muted"_s);
    for (auto *label : {m_problem, m_open, m_status}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);

    const auto labelled = [](const QString &text, QWidget *field) {
        auto *column = new QVBoxLayout;
        column->setSpacing(Theme::unit / 2);
        auto *label = new QLabel(text);
        label->setProperty("role", u"label"_s);
        label->setBuddy(field);
        field->setAccessibleName(text);
        column->addWidget(label);
        column->addWidget(field);
        return column;
    };
    auto *row = new QHBoxLayout;
    row->addLayout(labelled(tr("Address"), m_host));
    row->addLayout(labelled(tr("Port"), m_port));
    row->addWidget(m_apply, 0, Qt::AlignBottom);
    row->addStretch();
    body()->addLayout(row);
    body()->addWidget(m_problem);
    body()->addWidget(m_open);
    body()->addWidget(m_status);

    const auto kept = splitListenAddress(context.settings.listenAddress());
    m_host->setCurrentText(kept.host);
    m_port->setValue(kept.port);
    showProblem({});
    onEdited();
    connect(m_host, &QComboBox::editTextChanged, this, &ListenerSettings::onEdited);
    connect(m_port, &QSpinBox::valueChanged, this, &ListenerSettings::onEdited);
    connect(m_host->lineEdit(), &QLineEdit::returnPressed, this, &ListenerSettings::apply);
    connect(m_apply, &QPushButton::clicked, this, &ListenerSettings::apply);
    connect(&context.engine, &Engine::statusChanged, this, &ListenerSettings::showStatus);
    whenReady(context.engine.status(), this, [this](const EngineStatus &status) { showStatus(status); });
}

ListenAddress ListenerSettings::entered() const
{
    return {m_host->currentText().trimmed(), m_port->value()};
}

void ListenerSettings::onEdited()
{
    const auto host = entered().host;
    const QHostAddress address(host);
    m_open->setVisible(!host.isEmpty() && host != u"localhost" && !address.isNull() && !address.isLoopback());
    m_apply->setEnabled(!m_busy);
    showProblem({});
}

void ListenerSettings::apply()
{
    if (m_busy)
        return;
    const auto address = joinListenAddress(entered());
    m_busy = true;
    m_apply->setEnabled(false);
    whenReady(m_context.engine.listen(address), this,
        [this, address](const Result<QString> &url) { onListened(address, url); });
}

void ListenerSettings::onListened(const QString &address, const Result<QString> &url)
{
    m_busy = false;
    m_apply->setEnabled(true);
    if (!url) {
        // It listens nowhere now; where it was before, it worked.
        const auto before = m_context.settings.listenAddress();
        if (before != address)
            m_context.engine.listen(before);
        showProblem(url.error().message);
        m_port->setFocus();
        return;
    }
    const auto kept = m_context.settings.set(u"listen"_s, address);
    showProblem(kept ? QString() : kept.error().message);
}

void ListenerSettings::showProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_host->setAccessibleDescription(problem);
    m_port->setAccessibleDescription(problem);
}

void ListenerSettings::showStatus(const EngineStatus &status)
{
    m_status->setText(!status.listening.isEmpty() ? tr("Listening at %1").arg(status.listening)
            : !status.listenError.isEmpty()       ? tr("Not listening: %1").arg(status.listenError)
                                                  : tr("Not listening."));
}

} // namespace signalbox
