// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace signalbox {

class ThemeManager;

/// Rows of line edits below each other, each with a button that removes it, and one below that adds another:
/// what maps and lists are edited with. Return in the last row adds one. Thread: window.
class RowList : public QWidget
{
    Q_OBJECT

public:
    /// One entry of `placeholders` for each column.
    RowList(const ThemeManager &themes, const QStringList &placeholders, const QString &addText,
        QWidget *parent = nullptr);

    QList<QStringList> rows() const;
    void setRows(const QList<QStringList> &rows); ///< says nothing
    /// Name of what a row is, for the buttons of a screen reader: "header".
    void setMonospaced(int column);

public slots:
    void addRow();

signals:
    void edited();

private:
    struct Row;

    void append(const QStringList &texts);
    void removeRow(QWidget *row);

    const ThemeManager &m_themes;
    QStringList m_placeholders;
    QVBoxLayout *m_rows;
    QPushButton *m_add;
    QList<int> m_monospaced;
};

} // namespace signalbox
