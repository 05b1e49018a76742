// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"
#include "core/rule/steptype.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>

#include <optional>

class QApplication;

namespace signalbox {

/// Every colour, distance and radius of the window. No widget has a colour of its own.
/// A value; take it anew on ThemeManager::changed().
struct Theme
{
    bool dark = false;

    QColor window; ///< behind everything
    QColor surface; ///< cards, tables, panels
    QColor sunken; ///< canvas, fields
    QColor raised; ///< hovered rows, menus
    QColor border;
    QColor text;
    QColor muted; ///< secondary text, at least 4.5:1 on surface
    QColor faint; ///< hints and grid
    QColor accent;
    QColor accentText; ///< on accent
    QColor accentSoft; ///< selected rows
    QColor danger;

    QColor running, succeeded, failed, waiting, skipped; ///< always with a shape or word beside them

    /// A thin edge and an icon for each group of steps.
    QColor group(StepGroup group) const;
    QColor state(State state) const;
    /// "amber", "violet", "blue", "teal", "pink", "grey", "green", "red"; unknown or empty: accent.
    QColor named(const QString &name) const;
    static QStringList names();

    static constexpr int unit = 8; ///< grid of all distances
    static constexpr int radius = 6;
    static constexpr int iconSize = 18;
    static constexpr int rowHeight = 32;

    QFont textFont, smallFont, titleFont, monoFont; ///< 13, 11, 18 and 12 pixels

    static Theme light();
    static Theme darkTheme();
};

/// Applies a theme to the application (palette, style sheet, fonts) and follows the system's light and dark.
/// Thread: window.
class ThemeManager : public QObject
{
    Q_OBJECT

public:
    explicit ThemeManager(QApplication &application);
    ~ThemeManager() override;

    const Theme &theme() const { return m_theme; }
    void setMode(const QString &mode); ///< "system", "light", "dark"
    /// What the desktop prefers, once somebody knows it (Qt 6.4 does not); before that its palette decides.
    void setSystemDark(bool dark);

    /// A line icon from resources/icons in the colour given, sharp at every scale. Unknown names give an
    /// empty icon.
    QIcon icon(const QString &name, const QColor &color = {}) const; ///< invalid colour: text colour
    QPixmap pixmap(const QString &name, const QColor &color, int size, qreal scale) const;
    static QStringList iconNames(); ///< all there are, sorted

signals:
    void changed();

private:
    void apply();
    bool systemIsDark() const;

    QApplication &m_application;
    QString m_mode = QStringLiteral("system");
    QPalette m_systemPalette;
    std::optional<bool> m_systemSaysDark;
    bool m_applied = false;
    Theme m_theme;
};

/// A word for a state, for people, and the name of its icon.
QString stateTitle(State state);
QString stateIcon(State state);

} // namespace signalbox
