// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palettemodel.h"

namespace signalbox {

void PaletteModel::setEntries(QList<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    filter();
    endResetModel();
}

void PaletteModel::setTyped(const QString &typed)
{
    beginResetModel();
    m_typed = typed;
    filter();
    endResetModel();
}

void PaletteModel::filter()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        // The group is found as well ("rule" lists the rules), but a title that fits comes first.
        if (auto match = fuzzyMatch(m_typed, m_entries[i].title)) {
            m_shown.append(Shown{i, std::move(*match)});
        } else if (const auto group = fuzzyMatch(m_typed, m_entries[i].group + u' ' + m_entries[i].title)) {
            m_shown.append(Shown{i, {group->score / 2, {}}});
        }
    }
    std::ranges::stable_sort(m_shown, std::greater(), [](const Shown &shown) { return shown.match.score; });
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &shown = m_shown[index.row()];
    const auto &entry = m_entries[shown.entry];
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case Qt::AccessibleTextRole:
        return entry.title + QStringLiteral(", ") + entry.group;
    case GroupRole:
        return entry.group;
    case IconRole:
        return entry.icon;
    case ShortcutRole:
        return entry.shortcut;
    case PositionsRole:
        return QVariant::fromValue(shown.match.positions);
    default:
        return {};
    }
}

} // namespace signalbox
