// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QStyledItemDelegate>

namespace signalbox {

class ThemeManager;

/// How one cell differs from plain text.
struct CellLook
{
    QColor color; ///< of its text; invalid: the usual one
    QString icon; ///< name of a line icon before the text; empty: none
    QColor iconColor;
};

/// Paints the rows of dense tables: a hairline below each row, a bar of the accent colour beside the selected
/// one, and cells as `lookOf()` says. Text is only ever text. Thread: window.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(const ThemeManager &themes, QObject *parent = nullptr);

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    virtual CellLook lookOf(const QModelIndex &index) const = 0;
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

    const ThemeManager &themes() const { return m_themes; }

private:
    QIcon icon(const QString &name, const QColor &color) const;

    const ThemeManager &m_themes;
    mutable QHash<std::pair<QString, QRgb>, QIcon> m_icons; // made once: a frame paints some hundred cells
};

} // namespace signalbox
