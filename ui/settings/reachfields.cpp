// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/reachfields.h"

#include "ui/settings/fieldtools.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

ReachFields::ReachFields(QWidget *parent)
    : QWidget(parent)
    , m_url(new QLineEdit)
    , m_urlProblem(makeSentence({}, u"problem"_s))
    , m_hosts(new QPlainTextEdit)
    , m_hostsProblem(makeSentence({}, u"problem"_s))
{
    m_url->setObjectName(u"publicUrl"_s);
    m_url->setPlaceholderText(u"https://hooks.example.com"_s);
    m_urlProblem->setObjectName(u"publicUrlProblem"_s);
    m_hosts->setObjectName(u"allowedHosts"_s);
    m_hosts->setPlaceholderText(u"hooks.example.com"_s);
    m_hosts->setFixedHeight(8 * Theme::unit);
    m_hosts->setTabChangesFocus(true);
    m_hostsProblem->setObjectName(u"allowedHostsProblem"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(labelled(tr("Public URL"), m_url));
    layout->addWidget(
        makeSentence(tr("Under which a tunnel or proxy is reached that leads here. Webhooks show it "
                        "as their address; some senders sign it."),
            u"muted"_s));
    layout->addWidget(m_urlProblem);
    layout->addLayout(labelled(tr("Further allowed hosts, one a line"), m_hosts));
    layout->addWidget(
        makeSentence(tr("Requests to other names are refused, since a web page could let any name "
                        "lead to this computer. The public URL's host is allowed already."),
            u"muted"_s));
    layout->addWidget(m_hostsProblem);
    setUrlProblem({});
    setHostsProblem({});
    connect(m_url, &QLineEdit::textEdited, this, &ReachFields::edited);
    connect(m_hosts, &QPlainTextEdit::textChanged, this, &ReachFields::edited);
}

void ReachFields::setValues(const QString &publicUrl, const QStringList &hosts)
{
    m_url->setText(publicUrl);
    m_hosts->setPlainText(hosts.join(u'\n'));
}

QString ReachFields::publicUrl() const
{
    return m_url->text().trimmed();
}

QStringList ReachFields::hosts() const
{
    QStringList hosts;
    for (const auto &line : m_hosts->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            hosts += line.trimmed();
    }
    return hosts;
}

void ReachFields::setUrlProblem(const QString &problem)
{
    showProblem(*m_urlProblem, problem);
    m_url->setAccessibleDescription(problem);
}

void ReachFields::setHostsProblem(const QString &problem)
{
    showProblem(*m_hostsProblem, problem);
    m_hosts->setAccessibleDescription(problem);
}

} // namespace signalbox
