// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/listenfields.h"

#include "ui/settings/fieldtools.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace signalbox {

using namespace Qt::StringLiterals;

ListenParts splitListenAddress(const QString &address)
{
    const auto colon = address.lastIndexOf(u':');
    auto host = address.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.mid(1, host.size() - 2);
    return {host, address.mid(colon + 1).toInt()};
}

QString joinListenAddress(const ListenParts &address)
{
    const auto host = address.host.contains(u':') ? u'[' + address.host + u']' : address.host;
    return host + u':' + QString::number(address.port);
}

bool isOpenToOthers(const QString &host)
{
    const QHostAddress address(host);
    return host == u"*" || (!address.isNull() && !address.isLoopback());
}

ListenFields::ListenFields(QWidget *parent)
    : QWidget(parent)
    , m_host(new QComboBox)
    , m_port(new QSpinBox)
    , m_warning(makeSentence({}, u"muted"_s))
    , m_confirm(new QCheckBox(tr("Yes, others may reach it")))
    , m_problem(makeSentence({}, u"problem"_s))
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
    m_warning->setObjectName(u"listenWarning"_s);
    m_warning->setText(tr(
        "Every computer that can reach this one at that address, and with a public address the whole "
        "internet, can send requests here. Let webhooks check their senders, use TLS, and open the port in "
        "a firewall only as far as needed. A tunnel or proxy in front of 127.0.0.1 is the safer way."));
    m_confirm->setObjectName(u"listenConfirm"_s);
    m_problem->setObjectName(u"listenProblem"_s);
    auto *row = new QHBoxLayout;
    row->addLayout(labelled(tr("Address"), m_host));
    row->addLayout(labelled(tr("Port"), m_port));
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_warning);
    layout->addWidget(m_confirm);
    layout->addWidget(m_problem);
    setProblem({});
    connect(m_host, &QComboBox::editTextChanged, this, &ListenFields::onEdited);
    connect(m_port, &QSpinBox::valueChanged, this, &ListenFields::onEdited);
    connect(m_confirm, &QCheckBox::clicked, this, &ListenFields::onEdited);
    connect(m_host->lineEdit(), &QLineEdit::returnPressed, this, &ListenFields::entered);
}

void ListenFields::setAddress(const QString &address)
{
    const auto parts = splitListenAddress(address);
    m_kept = parts.host;
    m_host->setCurrentText(parts.host);
    m_port->setValue(parts.port);
    m_confirm->setChecked(false);
    onEdited();
}

QString ListenFields::address() const
{
    return joinListenAddress({m_host->currentText().trimmed(), m_port->value()});
}

bool ListenFields::isConfirmed() const
{
    const auto host = m_host->currentText().trimmed();
    return !isOpenToOthers(host) || host == m_kept || m_confirm->isChecked();
}

void ListenFields::onEdited()
{
    const auto host = m_host->currentText().trimmed();
    m_warning->setVisible(isOpenToOthers(host));
    m_confirm->setVisible(isOpenToOthers(host) && host != m_kept);
    emit edited();
}

void ListenFields::setProblem(const QString &problem)
{
    showProblem(*m_problem, problem);
    m_host->setAccessibleDescription(problem);
    m_port->setAccessibleDescription(problem);
}

void ListenFields::focusPort()
{
    m_port->setFocus();
}

} // namespace signalbox
