// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QPushButton;
class QVBoxLayout;

namespace signalbox {

class ExpressionField;
class ThemeManager;

/// Rows of line edits below each other, each with a button that removes it, and one below that adds another:
/// what maps and lists are edited with. Return in the last row adds one. The last of several columns can be
/// one of texts with expressions; it then stands below the others. Thread: window.
class RowList : public QWidget
{
    Q_OBJECT

public:
    /// One entry of `placeholders` for each column.
    RowList(const ThemeManager &themes, const QStringList &placeholders, const QString &addText,
        QWidget *parent = nullptr);

    QList<QStringList> rows() const;
    void setRows(const QList<QStringList> &rows); ///< says nothing
    /// How the last column's editors are made, before there are rows.
    using MakeCode = std::function<ExpressionField *(QWidget *parent)>;
    void setCodeColumn(MakeCode make) { m_makeCode = std::move(make); }

public slots:
    void addRow();

signals:
    void edited();

private:
    void append(const QStringList &texts);
    void removeRow(QWidget *row);
    void onReturn(QWidget *row);

    const ThemeManager &m_themes;
    QStringList m_placeholders;
    QVBoxLayout *m_rows;
    QPushButton *m_add;
    MakeCode m_makeCode;
};

} // namespace signalbox
