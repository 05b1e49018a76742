// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace signalbox {

void paintBars(QPainter &painter, const QRectF &area, const QList<int> &values, const QColor &color, int top)
{
    if (values.isEmpty())
        return;
    const auto highest = std::max({1, top, *std::ranges::max_element(values)});
    const auto step = area.width() / double(values.size());
    const auto gap = step >= 4 ? 1.0 : 0.0;
    QPainterPath bars;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (values[i] <= 0)
            continue;
        const auto height = std::max(1.0, area.height() * values[i] / highest);
        bars.addRect(QRectF(area.left() + double(i) * step, area.bottom() - height, step - gap, height));
    }
    painter.fillPath(bars, color);
}

Sparkline::Sparkline(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void Sparkline::setValues(const QList<int> &values)
{
    if (values == m_values)
        return;
    m_values = values;
    update();
}

QSize Sparkline::sizeHint() const
{
    return {80, 20};
}

void Sparkline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBars(painter, rect(), m_values, m_themes.theme().accent);
}

} // namespace signalbox
