// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/steppainter.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Below these scales text is a smear, and says less than the shape alone.
constexpr qreal detailOfSummary = 0.6;
constexpr qreal detailOfText = 0.35;

constexpr qreal iconSize = 18;
constexpr qreal iconLeft = 16;
constexpr qreal badgeSize = 18;

QPainterPath bodyPath(const StepLook &look)
{
    const auto body = stepgeometry::body(look);
    QPainterPath path;
    if (look.hasIn) {
        path.addRoundedRect(body, Theme::radius, Theme::radius);
        return path;
    }
    // What starts a rule has a round beginning: seen from afar and without colours.
    const auto left = std::min<qreal>(body.height() / 2, 28);
    const auto right = qreal(Theme::radius);
    path.moveTo(left, 0);
    path.lineTo(body.right() - right, 0);
    path.arcTo(QRectF(body.right() - 2 * right, 0, 2 * right, 2 * right), 90, -90);
    path.lineTo(body.right(), body.bottom() - right);
    path.arcTo(QRectF(body.right() - 2 * right, body.bottom() - 2 * right, 2 * right, 2 * right), 0, -90);
    path.lineTo(left, body.bottom());
    path.arcTo(QRectF(0, body.bottom() - 2 * left, 2 * left, 2 * left), 270, -90);
    path.lineTo(0, left);
    path.arcTo(QRectF(0, 0, 2 * left, 2 * left), 180, -90);
    path.closeSubpath();
    return path;
}

void drawIcon(QPainter &painter, const ThemeManager &themes, const QString &name, const QColor &color,
    const QRectF &area, qreal scale)
{
    const auto pixmap = themes.pixmap(name, color, int(std::ceil(area.width())), scale);
    painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()));
}

void drawPort(QPainter &painter, const Theme &theme, QPointF at, const QColor &color, bool isLit)
{
    painter.setPen(QPen(color, isLit ? 2 : 1.5));
    painter.setBrush(isLit ? color : theme.surface);
    const auto radius = stepgeometry::portRadius + (isLit ? 1.5 : 0);
    painter.drawEllipse(at, radius, radius);
}

void drawPorts(QPainter &painter, const Theme &theme, const StepLook &look, const StepHighlight &highlight)
{
    if (look.hasIn)
        drawPort(painter, theme, stepgeometry::inPort(look), highlight.isTarget ? theme.accent : theme.muted,
            highlight.isTarget || highlight.port == u"in");
    for (qsizetype i = 0; i < look.ports.size(); ++i) {
        const bool isLit = highlight.port == look.ports.at(i).id;
        drawPort(painter, theme, stepgeometry::outPort(look, i), isLit ? theme.accent : theme.muted, isLit);
    }
    // The way for failures is seldom used: it shows when it is, or when one could reach for it.
    if (look.hasError && (look.isErrorLinked || highlight.isHovered || highlight.isSelected))
        drawPort(painter, theme, stepgeometry::errorPort(look), theme.failed, highlight.port == u"error");
}

void drawPortLabels(QPainter &painter, const Theme &theme, const StepLook &look)
{
    painter.setFont(theme.smallFont);
    const QFontMetricsF metrics(theme.smallFont);
    painter.setPen(theme.muted);
    // A link that rises passes behind the label.
    const auto draw = [&](QPointF at, const QString &text) {
        painter.fillRect(metrics.tightBoundingRect(text).translated(at).adjusted(-2, -2, 2, 2), theme.sunken);
        painter.drawText(at, text);
    };
    for (qsizetype i = 0; i < look.ports.size(); ++i) {
        if (look.ports.at(i).label.isEmpty())
            continue;
        const auto at = stepgeometry::outPort(look, i);
        const auto text = metrics.elidedText(look.ports.at(i).label, Qt::ElideRight, 60);
        draw(at + QPointF(9, -4), text);
    }
    if (look.isErrorLinked)
        draw(stepgeometry::errorPort(look) + QPointF(9, 13),
            QCoreApplication::translate("StepPainter", "on failure"));
}

void drawTexts(QPainter &painter, const Theme &theme, const StepLook &look, qreal detail)
{
    const auto body = stepgeometry::body(look);
    const auto left = iconLeft + iconSize + 8;
    const auto right = body.right() - (look.problems.isEmpty() ? 12 : 12 + badgeSize);
    const bool hasSummary = detail >= detailOfSummary && !look.summary.isEmpty();
    auto font = theme.textFont;
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme.text);
    const QFontMetricsF metrics(font);
    const auto middle = body.center().y();
    const auto baseline = hasSummary ? middle - 4 : middle + metrics.capHeight() / 2;
    painter.drawText(QPointF(left, baseline), metrics.elidedText(look.title, Qt::ElideRight, right - left));
    if (!hasSummary)
        return;
    const QFontMetricsF small(theme.smallFont);
    painter.setFont(theme.smallFont);
    painter.setPen(theme.muted);
    painter.drawText(
        QPointF(left, middle + 13), small.elidedText(look.summary, Qt::ElideRight, body.right() - 12 - left));
}

void drawProblemBadge(QPainter &painter, const Theme &theme, const StepLook &look)
{
    const auto body = stepgeometry::body(look);
    const QRectF area(body.right() - badgeSize - 8, body.center().y() - badgeSize + 2, 16, 16);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.danger);
    painter.drawEllipse(area);
    painter.setPen(QPen(theme.surface, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(area.center() + QPointF(0, -4), area.center() + QPointF(0, 0.5));
    painter.drawPoint(area.center() + QPointF(0, 4));
}

void drawState(QPainter &painter, const ThemeManager &themes, const StepLook &look, qreal scale)
{
    const auto &theme = themes.theme();
    const auto color = theme.state(*look.state);
    const auto body = stepgeometry::body(look);
    // A disc with the state's sign on the corner: the ring alone would be colour alone.
    const QRectF disc(body.right() - 13, -9, 20, 20);
    painter.setPen(QPen(theme.surface, 2));
    painter.setBrush(color);
    painter.drawEllipse(disc);
    drawIcon(painter, themes, stateIcon(*look.state), theme.surface, disc.adjusted(4, 4, -4, -4), scale);
}

} // namespace

void paintStep(QPainter &painter, const ThemeManager &themes, const StepLook &look,
    const StepHighlight &highlight, qreal detail, qreal deviceScale)
{
    const auto &theme = themes.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto path = bodyPath(look);
    const auto group = look.isUnknown ? theme.danger : theme.group(look.group);
    const bool isDim = look.state == State::Skipped;
    if (isDim)
        painter.setOpacity(0.6);

    auto edge = highlight.isHovered ? theme.muted : theme.border;
    qreal width = 1;
    if (look.state) {
        edge = theme.state(*look.state);
        width = 2;
    }
    if (highlight.isSelected || highlight.isTarget) {
        edge = theme.accent;
        width = 2;
    }
    if (highlight.isSelected) {
        painter.setPen(Qt::NoPen);
        auto halo = theme.accent;
        halo.setAlphaF(0.18F);
        painter.strokePath(path, QPen(halo, 9));
    }
    painter.fillPath(path, theme.surface);
    painter.save();
    painter.setClipPath(path, Qt::IntersectClip);
    painter.fillRect(QRectF(0, 0, 4, stepgeometry::body(look).height()), group);
    if (!look.hasIn) { // the edge follows the round beginning
        painter.strokePath(path, QPen(group, 7));
        painter.fillRect(stepgeometry::body(look).adjusted(28, 1, 0, -1), theme.surface);
    }
    painter.restore();
    painter.strokePath(
        path, QPen(edge, width, look.isUnknown ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    if (highlight.isFocused)
        painter.strokePath(path, QPen(theme.text, 1, Qt::DotLine));

    const auto scale = std::max<qreal>(1, std::ceil(detail * deviceScale));
    const auto middle = stepgeometry::body(look).center().y();
    if (detail >= detailOfText) {
        drawIcon(
            painter, themes, look.icon, group, {iconLeft, middle - iconSize / 2, iconSize, iconSize}, scale);
        drawTexts(painter, theme, look, detail);
        drawPorts(painter, theme, look, highlight);
    } else {
        const auto size = stepgeometry::body(look).height() * 0.6;
        drawIcon(painter, themes, look.icon, group,
            {(stepgeometry::width - size) / 2, middle - size / 2, size, size}, scale);
    }
    if (detail >= detailOfSummary)
        drawPortLabels(painter, theme, look);
    if (!look.problems.isEmpty())
        drawProblemBadge(painter, theme, look);
    painter.setOpacity(1);
    if (look.state)
        drawState(painter, themes, look, scale);
}

} // namespace signalbox
