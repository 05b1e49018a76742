// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/tlsfields.h"

#include "core/http/tls.h"
#include "core/secret/privatefile.h"
#include "ui/settings/fieldtools.h"

#include <QButtonGroup>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QStyle>
#include <QSysInfo>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const auto madeCertificate = u"hooks-certificate.pem"_s;
const auto madeKey = u"hooks-key.pem"_s;

QString dayOf(Instant time)
{
    const auto moment
        = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch() / std::chrono::milliseconds(1));
    return QLocale().toString(moment.date(), QLocale::LongFormat);
}

} // namespace

Result<void> makeHookCertificate(const QString &folder, const QStringList &names, Instant now)
{
    QStringList all{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
    for (const auto &name : names + QStringList{QSysInfo::machineHostName()}) {
        if (!name.isEmpty() && !all.contains(name))
            all += name;
    }
    const auto made = http::makeSelfSigned(all, now);
    if (!made)
        return Failure(made.error());
    // The key first: with an old certificate it does not work, which is said; the other way round, too.
    if (auto kept = privatefile::write(QDir(folder).filePath(madeKey), made->key); !kept)
        return kept;
    return privatefile::write(QDir(folder).filePath(madeCertificate), made->certificate);
}

TlsFields::TlsFields(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_choice(new QButtonGroup(this))
    , m_files(new QWidget(this))
    , m_certificate(new QLineEdit)
    , m_key(new QLineEdit)
    , m_new(new QPushButton(tr("Make a new one"), this))
    , m_info(makeSentence({}, u"muted"_s))
    , m_problem(makeSentence({}, u"problem"_s))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *heading = new QLabel(tr("TLS (https)"));
    heading->setProperty("role", u"label"_s);
    layout->addWidget(heading);
    const std::tuple<Choice, QString, QString> choices[] = {
        {Off, u"tls-off"_s, tr("Off: for programs on this computer, and for a tunnel or proxy that has TLS")},
        {Made, u"tls-made"_s,
            tr("A certificate made here: senders must be told to trust it, by its fingerprint")},
        {Files, u"tls-files"_s, tr("Certificate and key of mine")}};
    for (const auto &[choice, name, text] : choices) {
        auto *button = new QRadioButton(text);
        button->setObjectName(name);
        m_choice->addButton(button, choice);
        layout->addWidget(button);
    }
    m_certificate->setObjectName(u"tlsCertificate"_s);
    m_key->setObjectName(u"tlsKey"_s);
    m_new->setObjectName(u"tlsNew"_s);
    m_info->setObjectName(u"tlsInfo"_s);
    m_info->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setObjectName(u"tlsProblem"_s);
    auto *files = new QVBoxLayout(m_files);
    files->setContentsMargins(3 * Theme::unit, 0, 0, 0);
    files->addWidget(makeFileRow(m_certificate, tr("Certificate (PEM), with the chain behind it")));
    files->addWidget(makeFileRow(m_key, tr("Key (PEM), without a passphrase")));
    layout->addWidget(m_files);
    layout->addWidget(m_info);
    layout->addWidget(m_new, 0, Qt::AlignLeading);
    layout->addWidget(m_problem);
    setProblem({});
    connect(m_choice, &QButtonGroup::idClicked, this, &TlsFields::onEdited);
    connect(m_certificate, &QLineEdit::textEdited, this, &TlsFields::onEdited);
    connect(m_key, &QLineEdit::textEdited, this, &TlsFields::onEdited);
    connect(m_new, &QPushButton::clicked, this, &TlsFields::newWanted);
}

QWidget *TlsFields::makeFileRow(QLineEdit *edit, const QString &label)
{
    auto *row = new QWidget;
    auto *choose = new QPushButton(m_context.themes.icon(u"folder"_s), tr("Choose …"));
    choose->setAccessibleName(tr("%1: choose a file").arg(label));
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(labelled(label, edit), 1);
    layout->addWidget(choose, 0, Qt::AlignBottom);
    connect(choose, &QPushButton::clicked, this, [this, edit, label] {
        const auto file = QFileDialog::getOpenFileName(this, label, edit->text());
        if (file.isEmpty())
            return;
        edit->setText(file);
        onEdited();
    });
    return row;
}

QString TlsFields::pathOf(const QString &name) const
{
    return name.isEmpty() ? QString() : QDir(m_context.settings.folder()).absoluteFilePath(name);
}

void TlsFields::setValue(const QJsonValue &value)
{
    const auto files = value.toObject();
    const auto certificate = files.value(u"certificate").toString();
    const auto choice = files.isEmpty() ? Off : certificate == madeCertificate ? Made : Files;
    m_choice->button(choice)->setChecked(true);
    if (choice == Files) {
        m_certificate->setText(certificate);
        m_key->setText(files.value(u"key").toString());
    }
    onEdited();
}

QJsonValue TlsFields::value() const
{
    switch (m_choice->checkedId()) {
    case Made:
        return QJsonObject{{u"certificate"_s, madeCertificate}, {u"key"_s, madeKey}};
    case Files:
        return QJsonObject{
            {u"certificate"_s, m_certificate->text().trimmed()}, {u"key"_s, m_key->text().trimmed()}};
    default:
        return QJsonValue::Null;
    }
}

Result<void> TlsFields::prepare(const QStringList &names)
{
    if (m_choice->checkedId() != Made || QFile::exists(pathOf(madeCertificate)))
        return {};
    auto made = makeHookCertificate(m_context.settings.folder(), names, m_context.clock.now());
    showInfo();
    return made;
}

void TlsFields::onEdited()
{
    m_files->setVisible(m_choice->checkedId() == Files);
    showInfo();
    emit edited();
}

void TlsFields::showInfo()
{
    const auto files = value().toObject();
    const auto certificate = pathOf(files.value(u"certificate").toString()),
               key = pathOf(files.value(u"key").toString());
    const bool isThere = QFile::exists(certificate) && QFile::exists(key);
    m_new->setVisible(m_choice->checkedId() == Made && isThere);
    m_info->setVisible(isThere);
    setProblem({});
    if (!isThere)
        return;
    const auto identity = http::TlsIdentity::load(certificate, key);
    m_info->setVisible(identity.has_value());
    if (!identity) {
        setProblem(identity.error().message);
        return;
    }
    const auto &info = (*identity)->certificate();
    const auto now = m_context.clock.now();
    QStringList lines{tr("For %1").arg(info.names.join(u", "_s)),
        info.ends < now         ? tr("It has expired: %1").arg(dayOf(info.ends))
            : info.begins > now ? tr("It is not valid before %1").arg(dayOf(info.begins))
                                : tr("Valid until %1").arg(dayOf(info.ends)),
        // In two lines, which can be compared by eye.
        tr("SHA-256 fingerprint:\n%1\n%2")
            .arg(QString::fromLatin1(info.fingerprint.first(48)),
                QString::fromLatin1(info.fingerprint.sliced(48)))};
    if (!info.isSelfSigned)
        lines.insert(1, tr("Issued by %1").arg(info.issuer));
    if (privatefile::isOpenToOthers(key))
        lines += tr("Others on this computer can read the key. Take that right away from them (chmod 600).");
    m_info->setText(lines.join(u'\n'));
    const bool isUsable = info.ends >= now && info.begins <= now;
    m_info->setProperty("role", isUsable ? u"muted"_s : u"problem"_s);
    m_info->style()->unpolish(m_info);
    m_info->style()->polish(m_info);
}

void TlsFields::setProblem(const QString &problem)
{
    showProblem(*m_problem, problem);
}

} // namespace signalbox
