// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/foldersection.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

FolderSection::FolderSection(
    const Context &context, Navigator &navigator, const QString &folder, QWidget *parent)
    : SettingsSection(tr("Data folder"),
        tr("Rules, events, runs and tables are in this folder. Another one is chosen when Signalbox is "
           "started: "
           "signalbox --data-dir DIR"),
        parent)
{
    auto *path = new QLineEdit(QDir::toNativeSeparators(folder));
    path->setObjectName(u"dataFolder"_s);
    path->setReadOnly(true);
    path->setAccessibleName(tr("Data folder"));
    path->setFont(context.themes.theme().monoFont);
    auto *open = new QPushButton(context.themes.icon(u"folder"_s), tr("Open"));
    open->setObjectName(u"openFolder"_s);
    auto *copy = new QPushButton(context.themes.icon(u"copy"_s), tr("Copy"));
    copy->setObjectName(u"copyFolder"_s);
    auto *row = new QHBoxLayout;
    row->addWidget(path, 1);
    row->addWidget(open);
    row->addWidget(copy);
    body()->addLayout(row);
    connect(open, &QPushButton::clicked, this, [&navigator, folder] {
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
            emit navigator.say(tr("No program opened the folder %1.").arg(folder), true);
    });
    connect(copy, &QPushButton::clicked, this, [&navigator, folder] {
        QGuiApplication::clipboard()->setText(QDir::toNativeSeparators(folder));
        emit navigator.say(tr("The folder's path is on the clipboard."));
    });
}

} // namespace signalbox
