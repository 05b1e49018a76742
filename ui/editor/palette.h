// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"

#include <QWidget>

class QLineEdit;

namespace signalbox {

class PaletteTree;
class ThemeManager;

/// The step types with a search field above. Object names: "palette", "paletteSearch", "paletteTree".
/// Thread: window.
class Palette : public QWidget
{
    Q_OBJECT

public:
    Palette(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent = nullptr);

    PaletteTree *tree() const { return m_tree; }
    QLineEdit *search() const { return m_search; }

signals:
    void chosen(const QString &type); ///< to be added where there is room

private:
    QLineEdit *m_search;
    PaletteTree *m_tree;
};

} // namespace signalbox
