// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/fuzzymatch.h"

#include <QAbstractListModel>

#include <functional>

namespace signalbox {

/// Something that the command palette can do or open.
struct PaletteEntry
{
    QString title;
    QString group; ///< "Page", "Rule", "Action" …
    QString icon; ///< name of a line icon
    QString shortcut; ///< as shown; empty: none
    std::function<void()> run;
};

/// The entries that fit what was typed, best first; as given while nothing is typed. Thread: window.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { GroupRole = Qt::UserRole, IconRole, ShortcutRole, PositionsRole };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(QList<PaletteEntry> entries);
    void setTyped(const QString &typed);
    const PaletteEntry &entryAt(int row) const { return m_entries[m_shown[row].entry]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Shown
    {
        qsizetype entry;
        FuzzyMatch match;
    };
    void filter();

    QList<PaletteEntry> m_entries;
    QList<Shown> m_shown;
    QString m_typed;
};

} // namespace signalbox
