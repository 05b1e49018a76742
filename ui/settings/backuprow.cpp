// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/backuprow.h"

#include "ui/widgets/timetext.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QThread>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int copied = 60; // percent; then the copy is looked through

} // namespace

BackupRow::BackupRow(const Context &context, QWidget *parent)
    : TaskRow(u"backUp"_s, tr("Back up…"), parent)
    , m_context(context)
{
    m_start->setToolTip(
        tr("Copies the store as it is now and looks the copy through. Passwords and tokens of "
           "connections are not in it."));
    m_cancel->setAccessibleName(tr("Cancel the backup"));
    m_progress->setAccessibleName(tr("Progress of the backup"));
    m_look.setInterval(200ms);
    connect(&m_look, &QTimer::timeout, this, &BackupRow::showProgress);
    connect(m_start, &QPushButton::clicked, this, &BackupRow::askWhere);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancelled = true;
        m_cancel->setEnabled(false);
    });
}

BackupRow::~BackupRow()
{
    m_cancelled = true;
    if (m_thread)
        m_thread->wait();
}

void BackupRow::askWhere()
{
    const auto now = toQDateTime(m_context.clock.now()).toLocalTime();
    auto *dialog = new QFileDialog(this, tr("Back up"),
        QDir::home().filePath(u"signalbox-%1.backup"_s.arg(now.toString(u"yyyy-MM-dd"_s))));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &BackupRow::backUpTo);
    dialog->open();
}

void BackupRow::backUpTo(const QString &target)
{
    if (m_thread)
        return;
    m_target = target;
    m_cancelled = false;
    setBusy(true);
    m_text->setText(tr("Copying…"));
    m_progress->setValue(0);
    m_thread.reset(QThread::create([this, store = m_context.store.file(), target] {
        auto health = backUpStore(store, target, &m_cancelled);
        QMetaObject::invokeMethod(
            this, [this, health] { onDone(health); }, Qt::QueuedConnection);
    }));
    m_thread->start(QThread::LowPriority);
    m_look.start();
}

void BackupRow::showProgress()
{
    const auto whole = std::max(QFileInfo(m_context.store.file()).size(), qint64(1));
    const QFileInfo part(m_target + u".part"_s);
    const auto percent = int(copied * std::min(part.size(), whole) / whole);
    m_progress->setValue(std::max(percent, m_progress->value()));
    if (percent >= copied - 1)
        m_text->setText(tr("Looking the copy through…"));
}

void BackupRow::onDone(const Result<Health> &health)
{
    m_thread->wait();
    m_thread.reset();
    m_look.stop();
    setBusy(false);
    const auto name = QDir::toNativeSeparators(m_target);
    if (health)
        m_text->setText(tr("%1 is made and sound: %n event(s), %2.", nullptr, int(health->events))
                            .arg(name, sizeText(health->bytes)));
    else if (m_cancelled)
        m_text->setText(tr("Cancelled; nothing was left behind."));
    else
        m_text->setText(
            tr("No backup was made. %1 %2")
                .arg(health.error().message,
                    health.error().code == Error::Code::Corrupt ? health.error().context : QString()));
    emit ended(health.has_value());
}

} // namespace signalbox
