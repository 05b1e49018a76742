// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ratestrip.h"

#include "ui/theme/theme.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/timetext.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace signalbox {

RateStrip::RateStrip(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void RateStrip::setValues(const QList<int> &values, std::chrono::milliseconds width, Instant until)
{
    m_width = width;
    m_until = until;
    if (values == m_values)
        return;
    m_values = values;
    setAccessibleName(tr("Events in the last %1: %2")
                          .arg(durationText(width * values.size()),
                              countText(std::accumulate(values.begin(), values.end(), qint64(0)))));
    update();
}

QRect RateStrip::plot() const
{
    return rect().adjusted(0, 0, 0, -QFontMetrics(m_themes.theme().smallFont).height() - 2);
}

int RateStrip::barAt(const QPoint &at) const
{
    if (m_values.isEmpty() || !rect().contains(at))
        return -1;
    const auto x = isRightToLeft() ? width() - 1 - at.x() : at.x();
    return std::min(int(m_values.size()) - 1, int(qint64(x) * m_values.size() / std::max(1, width())));
}

QString RateStrip::describe(int bar) const
{
    const auto end = m_until - m_width * (m_values.size() - 1 - bar);
    const auto from = toQDateTime(end - m_width).toLocalTime();
    return tr("%n event(s) from %1 to %2", nullptr, m_values[bar])
        .arg(QLocale().toString(from.time(), QLocale::LongFormat),
            QLocale().toString(toQDateTime(end).toLocalTime().time(), QLocale::LongFormat));
}

QSize RateStrip::sizeHint() const
{
    return {360, 64};
}

QSize RateStrip::minimumSizeHint() const
{
    return {160, 48};
}

void RateStrip::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    const auto area = plot();
    painter.save();
    if (isRightToLeft()) {
        painter.translate(width(), 0);
        painter.scale(-1, 1);
    }
    if (m_hovered >= 0 && m_hovered < m_values.size()) {
        const auto step = double(area.width()) / double(m_values.size());
        painter.fillRect(
            QRectF(area.left() + m_hovered * step, area.top(), step, area.height()), theme.raised);
    }
    paintBars(painter, area, m_values, theme.accent);
    painter.restore();
    painter.setPen(theme.border);
    painter.drawLine(area.bottomLeft(), area.bottomRight());

    painter.setFont(theme.smallFont);
    painter.setPen(theme.muted);
    const auto labels = rect().adjusted(0, area.height() + 1, 0, 0);
    painter.drawText(labels, Qt::AlignLeading | Qt::AlignVCenter,
        tr("%1 ago").arg(durationText(m_width * m_values.size())));
    painter.drawText(labels, Qt::AlignTrailing | Qt::AlignVCenter, tr("now"));
    if (!m_values.isEmpty()) {
        if (const auto most = *std::ranges::max_element(m_values); most > 0)
            painter.drawText(labels, Qt::AlignHCenter | Qt::AlignVCenter, tr("peak %1").arg(countText(most)));
    }
}

bool RateStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const auto bar = barAt(help->pos()); bar >= 0)
            QToolTip::showText(help->globalPos(), describe(bar), this);
        return true;
    }
    return QWidget::event(event);
}

void RateStrip::leaveEvent(QEvent *)
{
    m_hovered = -1;
    update();
}

void RateStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (const auto bar = barAt(event->pos()); bar != m_hovered) {
        m_hovered = bar;
        update();
    }
}

} // namespace signalbox
