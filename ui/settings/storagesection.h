// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/storageuse.h"
#include "ui/settings/section.h"
#include "ui/widgets/context.h"

class QGridLayout;
class QLabel;

namespace signalbox {

class ShareList;
class SpaceBar;

/// Where the space of the data folder goes, how long what is kept, and what can be done about it. Reads anew
/// each time it comes into sight. Object names: `storageTotal`, `storageEmpty`, `storageLosses`; of the parts
/// see RetentionFields, CleanUpRow and BackupRow. Thread: window.
class StorageSection : public SettingsSection
{
    Q_OBJECT

public:
    explicit StorageSection(const Context &context, QWidget *parent = nullptr);

signals:
    void shown(); ///< the figures are there

protected:
    void showEvent(QShowEvent *event) override;

private:
    QLabel *addLabel(const QString &name, const QString &role = QStringLiteral("muted"));
    void read();
    void showUse(const StorageUse &use);

    Context m_context;
    SpaceBar *m_bar;
    QGridLayout *m_legend;
    QLabel *m_total;
    QLabel *m_empty;
    QLabel *m_losses;
    ShareList *m_types;
    ShareList *m_rules;
    bool m_isAsked = false;
};

} // namespace signalbox
