// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace signalbox {

class ThemeManager;
struct Theme;

/// Draws the controls in the theme's colours; what it does not draw itself is Fusion's. Thread: window.
///
/// A QPushButton says what it is by dynamic properties: "primary" (the one thing to do here), "danger" (takes
/// something away for good), "small"; `flat` draws no frame until it is hovered. Buttons named "chip" are
/// round at the ends, as choices in a row; one named "news" floats over what it speaks of.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    explicit Style(const ThemeManager &themes); ///< its theme is read at each painting; outlives the style

    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *data) const override;
    QIcon standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget) const override;
    QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget) const override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;

private:
    void drawFieldFrame(const QStyleOption *option, QPainter *painter) const;
    void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawCheck(const QStyleOption *option, QPainter *painter, bool round) const;
    void drawLabel(const QRect &rect, const QIcon &icon, const QSize &iconSize, const QString &text,
        const QColor &color, const QStyleOption *option, QPainter *painter) const;
    void drawPushButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    void drawToolButton(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawMenuItem(const QStyleOption *option, QPainter *painter) const;
    void drawTab(const QStyleOption *option, QPainter *painter) const;
    void drawHeader(const QStyleOption *option, QPainter *painter) const;
    void drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawSpinBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;

    const ThemeManager &m_themes;
    const Theme &m_theme;
};

} // namespace signalbox
