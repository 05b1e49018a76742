// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/takeoverdialog.h"

#include "ui/theme/logo.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto lookEvery = 200ms;
constexpr int mostLooks = 100; // an engine that ends gives what it runs a few seconds

} // namespace

TakeoverDialog::TakeoverDialog(const OtherProgram &other, const QString &folder)
    : m_other(other)
    , m_text(
          new QLabel(tr("An engine without a window (process %1) runs on the data folder %2. One engine at a "
                        "time can have it. What it runs goes on here after it has stopped.")
                         .arg(other.process())
                         .arg(QDir::toNativeSeparators(folder))))
    , m_takeOver(new QPushButton(tr("Stop it and take over")))
{
    setWindowTitle(tr("Signalbox"));
    setWindowIcon(logoIcon());
    auto *heading = new QLabel(tr("Signalbox is running already"));
    heading->setProperty("role", u"heading"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMinimumWidth(52 * Theme::unit);
    m_takeOver->setObjectName(u"takeOver"_s);
    m_takeOver->setProperty("primary", true);
    m_takeOver->setDefault(true);
    auto *leave = new QPushButton(tr("Leave it running"));
    leave->setObjectName(u"leaveIt"_s);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(leave);
    buttons->addWidget(m_takeOver);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * Theme::unit, 3 * Theme::unit, 3 * Theme::unit, 2 * Theme::unit);
    layout->setSpacing(Theme::unit);
    layout->addWidget(heading);
    layout->addWidget(m_text);
    layout->addSpacing(Theme::unit);
    layout->addLayout(buttons);
    m_poll.setInterval(lookEvery);
    connect(&m_poll, &QTimer::timeout, this, &TakeoverDialog::look);
    connect(m_takeOver, &QPushButton::clicked, this, &TakeoverDialog::stopOther);
    connect(leave, &QPushButton::clicked, this, &QDialog::reject);
}

void TakeoverDialog::stopOther()
{
    m_takeOver->setEnabled(false);
    m_takeOver->setText(tr("Stopping …"));
    m_other.stop();
    m_looks = 0;
    m_poll.start();
}

void TakeoverDialog::look()
{
    if (m_other.hasLeft()) {
        m_poll.stop();
        accept();
    } else if (++m_looks >= mostLooks) {
        m_poll.stop();
        m_text->setText(tr("Process %1 does not end. Stop it where it was started, then try again.")
                            .arg(m_other.process()));
        m_takeOver->setText(tr("Try again"));
        m_takeOver->setEnabled(true);
    }
}

} // namespace signalbox
