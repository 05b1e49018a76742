// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/expression/reference.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace signalbox {

class ThemeManager;

/// Every function of expressions in groups, found by name or by what it does; below the one that is chosen,
/// with signatures, a sentence and an example. Thread: window.
class FunctionsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FunctionsPanel(const ThemeManager &themes, QWidget *parent = nullptr);

    /// Chooses a function; an unknown name, or none, leaves what is chosen.
    void choose(const QString &name);
    void focusSearch();

private:
    void fill();
    void filter(const QString &words);
    void explain(const QTreeWidgetItem *item);

    const ThemeManager &m_themes;
    const QList<FunctionReference> m_functions;
    QLineEdit *m_search;
    QTreeWidget *m_tree;
    QLabel *m_nothing;
    QLabel *m_signatures;
    QLabel *m_help;
    QLabel *m_example;
};

} // namespace signalbox
