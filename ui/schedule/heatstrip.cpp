// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/heatstrip.h"

#include "ui/theme/theme.h"
#include "ui/widgets/timetext.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace signalbox {

namespace {

constexpr int barHeight = 3 * Theme::unit;
constexpr std::chrono::hours span(24);

QString clockTime(Instant at)
{
    return QLocale().toString(toQDateTime(at).toLocalTime().time(), QLocale::ShortFormat);
}

} // namespace

HeatStrip::HeatStrip(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("What starts in the next 24 hours"));
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void HeatStrip::setCounts(const std::vector<int> &counts, Instant from)
{
    m_counts = counts;
    m_from = from;
    m_current = std::clamp(m_current, 0, std::max(0, int(counts.size()) - 1));
    setAccessibleDescription(describe(m_current));
    update();
}

Instant HeatStrip::startOf(int part) const
{
    return m_counts.empty() ? m_from : m_from + span * part / int(m_counts.size());
}

QString HeatStrip::describe(int part) const
{
    if (part < 0 || part >= int(m_counts.size()))
        return {};
    return tr("%n start(s) from %1 to %2", nullptr, m_counts[size_t(part)])
        .arg(clockTime(startOf(part)), clockTime(startOf(part + 1)));
}

QSize HeatStrip::sizeHint() const
{
    return {480, barHeight + QFontMetrics(m_themes.theme().smallFont).height() + 4};
}

QSize HeatStrip::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

QRect HeatStrip::rectOf(int part) const
{
    const auto count = std::max(1, int(m_counts.size()));
    const int left = width() * part / count;
    const int right = width() * (part + 1) / count;
    const QRect rect(left, 0, right - left - 1, barHeight);
    return isRightToLeft() ? QRect(width() - rect.right() - 1, 0, rect.width(), barHeight) : rect;
}

int HeatStrip::partAt(int x) const
{
    const auto along = isRightToLeft() ? width() - 1 - x : x;
    return std::clamp(int(qint64(along) * qint64(m_counts.size()) / std::max(1, width())), 0,
        std::max(0, int(m_counts.size()) - 1));
}

void HeatStrip::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int most = m_counts.empty() ? 0 : *std::ranges::max_element(m_counts);
    painter.setPen(Qt::NoPen);
    for (int part = 0; part < int(m_counts.size()); ++part) {
        const auto count = m_counts[size_t(part)];
        auto color = count == 0 ? theme.sunken : theme.accent;
        // The least that starts is still told from nothing.
        if (count > 0)
            color.setAlphaF(float(0.3 + 0.7 * count / most));
        painter.setBrush(color);
        painter.drawRoundedRect(rectOf(part), 2, 2);
    }
    if (hasFocus() && !m_counts.empty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.text, 1.5));
        painter.drawRoundedRect(QRectF(rectOf(m_current)).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    }
    painter.setFont(theme.smallFont);
    painter.setPen(theme.muted);
    constexpr int labels = 8;
    for (int i = 0; i < labels; ++i) {
        const int x = width() * i / labels;
        const QRect place(
            isRightToLeft() ? width() - x - width() / labels : x, barHeight + 2, width() / labels, height());
        painter.drawText(place, Qt::AlignLeading | Qt::AlignTop, clockTime(m_from + span * i / labels));
    }
}

bool HeatStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), describe(partAt(help->pos().x())), this);
        return true;
    }
    return QWidget::event(event);
}

void HeatStrip::setCurrent(int part)
{
    if (m_counts.empty())
        return;
    m_current = std::clamp(part, 0, int(m_counts.size()) - 1);
    setAccessibleDescription(describe(m_current));
    update();
}

void HeatStrip::mousePressEvent(QMouseEvent *event)
{
    setCurrent(partAt(event->pos().x()));
    if (!m_counts.empty())
        emit chosen(startOf(m_current));
}

void HeatStrip::keyPressEvent(QKeyEvent *event)
{
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent(m_current - forward);
        break;
    case Qt::Key_Right:
        setCurrent(m_current + forward);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(int(m_counts.size()) - 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_counts.empty())
            emit chosen(startOf(m_current));
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (hasFocus() && !m_counts.empty())
        QToolTip::showText(mapToGlobal(rectOf(m_current).bottomLeft()), describe(m_current), this);
}

} // namespace signalbox
