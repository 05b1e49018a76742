// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/webhooksection.h"

#include "core/base/futures.h"
#include "core/webhook/hooksettings.h"
#include "ui/settings/fieldtools.h"
#include "ui/settings/limitfields.h"
#include "ui/settings/listenfields.h"
#include "ui/settings/reachfields.h"
#include "ui/settings/tlsfields.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QLabel>
#include <QNetworkInterface>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

WebhookSection::WebhookSection(const Context &context, QWidget *parent)
    : SettingsSection(tr("Webhooks"),
        tr("Where other programs send requests that start rules. 127.0.0.1 is reached by programs on this "
           "computer only."),
        parent)
    , m_context(context)
    , m_listen(new ListenFields)
    , m_tls(new TlsFields(context))
    , m_reach(new ReachFields)
    , m_limits(new LimitFields(context.themes))
    , m_apply(new QPushButton(tr("Apply")))
    , m_problem(makeSentence({}, u"problem"_s))
    , m_status(makeSentence({}, u"muted"_s))
{
    m_apply->setObjectName(u"listenApply"_s);
    m_apply->setProperty("primary", true);
    m_problem->setObjectName(u"hooksProblem"_s);
    m_status->setObjectName(u"listenStatus"_s);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout;
    row->addWidget(m_apply);
    row->addWidget(m_status, 1);
    for (QWidget *fields :
        {static_cast<QWidget *>(m_listen), static_cast<QWidget *>(m_tls), static_cast<QWidget *>(m_reach),
            static_cast<QWidget *>(m_limits), static_cast<QWidget *>(m_problem)})
        body()->addWidget(fields);
    body()->addLayout(row);
    showKept();
    connect(m_listen, &ListenFields::edited, this, &WebhookSection::onEdited);
    connect(m_listen, &ListenFields::entered, this, &WebhookSection::apply);
    connect(m_tls, &TlsFields::edited, this, &WebhookSection::onEdited);
    connect(m_tls, &TlsFields::newWanted, this, &WebhookSection::makeNewCertificate);
    connect(m_reach, &ReachFields::edited, this, &WebhookSection::onEdited);
    connect(m_limits, &LimitFields::edited, this, &WebhookSection::onEdited);
    connect(m_apply, &QPushButton::clicked, this, &WebhookSection::apply);
    connect(&context.engine, &Engine::statusChanged, this, &WebhookSection::showStatus);
    whenReady(context.engine.status(), this, [this](const EngineStatus &status) { showStatus(status); });
}

void WebhookSection::showKept()
{
    const auto &settings = m_context.settings;
    m_listen->setAddress(settings.listenAddress());
    m_tls->setValue(settings.value(u"listenTls"_s));
    QStringList hosts;
    for (const auto &host : settings.value(u"allowedHosts"_s).toArray())
        hosts += host.toString();
    m_reach->setValues(settings.value(u"publicUrl"_s).toString(), hosts);
    m_limits->setValue(settings.value(u"listenLimits"_s).toObject());
    clearProblems();
}

QJsonObject WebhookSection::entered() const
{
    const auto limits = m_limits->value();
    return {{u"listenTls"_s, m_tls->value()},
        {u"publicUrl"_s, m_reach->publicUrl().isEmpty() ? QJsonValue() : QJsonValue(m_reach->publicUrl())},
        {u"allowedHosts"_s,
            m_reach->hosts().isEmpty() ? QJsonValue()
                                       : QJsonValue(QJsonArray::fromStringList(m_reach->hosts()))},
        {u"listenLimits"_s, limits.isEmpty() ? QJsonValue() : QJsonValue(limits)}};
}

/// What a certificate made here is for: the names and addresses at which the listener can be reached.
QStringList WebhookSection::certificateNames() const
{
    auto names = m_reach->hosts();
    if (const auto host = QUrl(m_reach->publicUrl()).host(); !host.isEmpty())
        names += host;
    const auto bound = splitListenAddress(m_listen->address()).host;
    const bool isAny = bound == u"0.0.0.0" || bound == u"::" || bound == u"*";
    if (!isAny && isOpenToOthers(bound))
        names += bound;
    for (const auto &address : isAny ? QNetworkInterface::allAddresses() : QList<QHostAddress>()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            names += address.toString();
    }
    return names;
}

void WebhookSection::onEdited()
{
    clearProblems();
    m_apply->setEnabled(m_listen->isConfirmed());
}

void WebhookSection::apply()
{
    if (m_busy || !m_listen->isConfirmed())
        return;
    clearProblems();
    const auto values = entered();
    const auto settings = HookSettings::read(values, m_context.settings.folder());
    if (!settings) {
        showFault(settings.error());
        return;
    }
    if (auto prepared = m_tls->prepare(certificateNames()); !prepared) {
        m_tls->setProblem(prepared.error().message);
        return;
    }
    const auto address = m_listen->address();
    m_busy = true; // and no disabled button, or the keyboard would be somewhere else afterwards
    m_context.engine.setUpHooks(*settings);
    whenReady(m_context.engine.listen(address), this,
        [this, values, address](const Result<QString> &url) { onListened(values, address, url); });
}

void WebhookSection::onListened(const QJsonObject &values, const QString &address, const Result<QString> &url)
{
    m_busy = false;
    if (url) {
        keep(values, address);
        return;
    }
    goBack();
    showFault(url.error());
}

/// It listens nowhere now; as it was before, it worked.
void WebhookSection::goBack()
{
    if (const auto kept = HookSettings::read(m_context.settings))
        m_context.engine.setUpHooks(*kept);
    m_context.engine.listen(m_context.settings.listenAddress());
}

void WebhookSection::keep(const QJsonObject &values, const QString &address)
{
    auto &settings = m_context.settings;
    auto all = values;
    all.insert(u"listen"_s, address);
    for (auto it = all.begin(); it != all.end(); ++it) {
        // What was never set and is not set now needs no place in the file.
        if (it->isNull() && settings.value(it.key()).isNull())
            continue;
        if (auto kept = settings.set(it.key(), it.value()); !kept) {
            showProblem(*m_problem, kept.error().message);
            return;
        }
    }
    m_listen->setAddress(address);
}

void WebhookSection::makeNewCertificate()
{
    const auto made
        = makeHookCertificate(m_context.settings.folder(), certificateNames(), m_context.clock.now());
    m_tls->setValue(m_tls->value());
    if (!made)
        m_tls->setProblem(made.error().message);
    else
        apply();
}

void WebhookSection::clearProblems()
{
    m_listen->setProblem({});
    m_reach->setUrlProblem({});
    m_reach->setHostsProblem({});
    showProblem(*m_problem, {});
}

void WebhookSection::showFault(const Error &error)
{
    const auto tls = HookSettings::read(entered(), m_context.settings.folder()).value_or(HookSettings());
    if (error.context == u"allowedHosts")
        m_reach->setHostsProblem(error.message);
    else if (error.context == u"publicUrl")
        m_reach->setUrlProblem(error.message);
    else if (error.context == u"listenTls"
        || (!error.context.isEmpty()
            && (error.context == tls.certificateFile || error.context == tls.keyFile)))
        m_tls->setProblem(error.message);
    else if (error.context == u"listenLimits")
        showProblem(*m_problem, error.message);
    else {
        m_listen->setProblem(error.message);
        m_listen->focusPort();
    }
}

void WebhookSection::showStatus(const EngineStatus &status)
{
    m_status->setText(!status.listening.isEmpty() ? tr("Listening at %1").arg(status.listening)
            : !status.listenError.isEmpty()       ? tr("Not listening: %1").arg(status.listenError)
                                                  : tr("Not listening."));
}

} // namespace signalbox
