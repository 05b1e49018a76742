// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/statusdiagram.h"

#include "ui/records/statuscolors.h"

#include <QPainter>
#include <QPainterPath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal chipHeight = 22;
constexpr qreal leastGap = 14;
constexpr qreal mostGap = 28;
constexpr qreal arcSpace = 26;

} // namespace

StatusDiagram::StatusDiagram(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StatusDiagram::setField(const DataField &field)
{
    m_field = field;
    setAccessibleName(describe());
    setToolTip(describe());
    updateGeometry();
    update();
}

QString StatusDiagram::describe() const
{
    if (m_field.transitions.isEmpty())
        return tr("Every change of status is allowed.");
    QStringList changes;
    for (const auto &transition : m_field.transitions)
        changes += tr("%1 to %2").arg(transition.from.isEmpty() ? tr("new") : transition.from, transition.to);
    return tr("Allowed changes: %1.").arg(changes.join(u", "_s));
}

QList<QRectF> StatusDiagram::chips(qreal gap) const
{
    QList<QRectF> rects;
    qreal x = 2;
    for (const auto &choice : m_field.choices) {
        const auto width = fontMetrics().horizontalAdvance(choice) + 16.0;
        rects += QRectF(x, arcSpace, width, chipHeight);
        x += width + gap;
    }
    return rects;
}

QSize StatusDiagram::sizeHint() const
{
    const auto rects = chips(mostGap);
    return {rects.isEmpty() ? 0 : int(rects.last().right()) + 3, int(chipHeight + 2 * arcSpace)};
}

QSize StatusDiagram::minimumSizeHint() const
{
    const auto rects = chips(leastGap);
    return {rects.isEmpty() ? 0 : int(rects.last().right()) + 3, int(chipHeight + 2 * arcSpace)};
}

void StatusDiagram::paintBeginning(QPainter &painter, const QRectF &chip) const
{
    const auto &color = m_themes.theme().muted;
    const QPointF tip(chip.left() + chipHeight / 2, chip.top() - 1);
    painter.setPen(QPen(color, 1.25));
    painter.drawLine(tip - QPointF(0, 12), tip);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(tip - QPointF(0, 14), 3, 3);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-3, -5), tip + QPointF(3, -5)});
}

void StatusDiagram::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto states = int(m_field.choices.size());
    const auto spare = width() - minimumSizeHint().width();
    const auto rects
        = chips(std::clamp(leastGap + (states > 1 ? spare / (states - 1.0) : 0), leastGap, mostGap));
    for (const auto &transition : std::as_const(m_field.transitions)) {
        const auto from = m_field.choices.indexOf(transition.from),
                   to = m_field.choices.indexOf(transition.to);
        if (transition.from.isEmpty() && to >= 0)
            paintBeginning(painter, rects.at(to));
        if (from < 0 || to < 0 || from == to)
            continue;
        const bool forward = to > from;
        const auto &a = rects.at(from), &b = rects.at(to);
        painter.setPen(QPen(theme.muted, 1.25));
        painter.setBrush(Qt::NoBrush);
        QPointF tip, before;
        if (forward && to == from + 1) {
            before = {a.right() + 2, a.center().y()};
            tip = {b.left() - 2, b.center().y()};
            painter.drawLine(before, tip);
        } else {
            const auto y = forward ? a.top() : a.bottom();
            const auto bend = y
                + (forward ? -1 : 1) * std::min<qreal>(arcSpace - 6, 8 + 5.0 * double(std::abs(to - from)));
            QPainterPath path({a.center().x(), y});
            tip = {b.center().x(), y};
            before = {b.center().x() + (forward ? -10 : 10), bend};
            path.cubicTo({a.center().x(), bend}, {b.center().x(), bend}, tip);
            painter.drawPath(path);
            before = {tip.x(), bend};
        }
        const auto angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
        QPolygonF head{tip};
        for (const double side : {2.6, -2.6})
            head << tip + QPointF(std::cos(angle + side), std::sin(angle + side)) * 6;
        painter.setBrush(theme.muted);
        painter.setPen(Qt::NoPen);
        painter.drawPolygon(head);
    }
    for (qsizetype i = 0; i < rects.size(); ++i) {
        const auto color = statusColor(theme, m_field, m_field.choices.at(i));
        auto fill = color;
        fill.setAlphaF(theme.dark ? 0.22f : 0.13f);
        painter.setPen(QPen(color, 1));
        painter.setBrush(fill);
        painter.drawRoundedRect(rects.at(i), chipHeight / 2, chipHeight / 2);
        painter.setPen(theme.text);
        painter.drawText(rects.at(i), Qt::AlignCenter, m_field.choices.at(i));
    }
}

} // namespace signalbox
