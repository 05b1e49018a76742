// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/aboutsection.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

AboutSection::AboutSection(QWidget *parent)
    : SettingsSection(tr("About"), tr("Signalbox wires events to actions, on one machine."), parent)
{
    auto *text = new QLabel(
        tr("Version %1, with Qt %2.\nFree software under the GNU General Public License, version 3 "
           "or later; it comes without any warranty.")
            .arg(QStringLiteral(SIGNALBOX_VERSION), QString::fromLatin1(qVersion())));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(text);
}

} // namespace signalbox
