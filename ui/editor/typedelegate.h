// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace signalbox {

class ThemeManager;

/// Paints a step type in a list: icon in its group's colour, title, and what it does in small; and the
/// headings between them. Thread: window.
class TypeDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role {
        TypeRole = Qt::UserRole + 1, ///< id; none: a heading
        HelpRole,
        IconRole, ///< name of a line icon
        GroupRole ///< StepGroup as int
    };

    TypeDelegate(const ThemeManager &themes, QObject *parent);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    static bool hasHelp(const QStyleOptionViewItem &option);

    const ThemeManager &m_themes;
};

} // namespace signalbox
