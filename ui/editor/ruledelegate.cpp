// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/ruledelegate.h"

#include "core/base/clock.h"
#include "ui/editor/rulelistmodel.h"
#include "ui/editor/toggleswitch.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int headingHeight = 30;
constexpr int ruleHeight = 48;
constexpr int stateSize = 13;

} // namespace

RuleDelegate::RuleDelegate(const ThemeManager &themes, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
    , m_clock(clock)
{
}

QSize RuleDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {160, index.data(RuleListModel::IdRole).toString().isEmpty() ? headingHeight : ruleHeight};
}

QRect RuleDelegate::switchRect(const QStyleOptionViewItem &option)
{
    QRect area({}, switchSize());
    area.moveCenter({option.rect.right() - Theme::unit - switchSize().width() / 2, option.rect.center().y()});
    return QStyle::visualRect(option.direction, option.rect, area);
}

QString RuleDelegate::secondLine(const QModelIndex &index) const
{
    QStringList words;
    if (!index.data(RuleListModel::PublishedRole).toBool())
        words += tr("never published");
    else if (index.data(RuleListModel::DraftRole).toBool())
        words += tr("draft");
    if (const auto time = index.data(RuleListModel::LastTimeRole); time.isValid())
        words += relativeTime(fromMicroseconds(time.toLongLong()), m_clock.now());
    else if (index.data(RuleListModel::PublishedRole).toBool())
        words += tr("not run yet");
    return words.join(u" · "_s);
}

void RuleDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &theme = m_themes.theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto place
        = [&](const QRect &logical) { return QStyle::visualRect(option.direction, option.rect, logical); };
    auto area = option.rect.adjusted(Theme::unit + 2, 0, -Theme::unit, 0);
    const auto title = index.data(Qt::DisplayRole).toString();
    if (index.data(RuleListModel::IdRole).toString().isEmpty()) {
        auto font = theme.smallFont;
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(theme.muted);
        painter->drawText(place(area.adjusted(0, 8, 0, 0)), Qt::AlignLeading | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(title, Qt::ElideRight, area.width()));
        painter->restore();
        return;
    }
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto box = QRectF(option.rect).adjusted(2, 1, -2, -1);
    if (isSelected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(isSelected ? theme.accentSoft : theme.raised);
        painter->drawRoundedRect(box, Theme::radius, Theme::radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(theme.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Theme::radius, Theme::radius);
    }
    const auto scale = option.widget ? option.widget->devicePixelRatioF() : 1;
    const bool isOn = index.data(RuleListModel::EnabledRole).toBool();
    paintSwitch(*painter, QRectF(switchRect(option)), isOn, true, theme);
    area.setRight(option.rect.right() - 2 * Theme::unit - switchSize().width());

    const auto triggers = index.data(RuleListModel::TriggersRole).toStringList();
    const auto icon = triggers.isEmpty() ? u"rule"_s : triggers.first();
    const QRect iconArea(
        area.left(), area.center().y() - Theme::iconSize / 2, Theme::iconSize, Theme::iconSize);
    painter->drawPixmap(place(iconArea).topLeft(),
        m_themes.pixmap(icon, triggers.isEmpty() ? theme.muted : theme.group(StepGroup::Trigger),
            Theme::iconSize, scale));
    area.setLeft(iconArea.right() + 1 + Theme::unit);

    auto font = theme.textFont;
    font.setWeight(isSelected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(isOn ? theme.text : theme.muted);
    painter->drawText(place(area.adjusted(0, 6, 0, -22)), Qt::AlignLeading | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(title, Qt::ElideRight, area.width()));

    auto line = area.adjusted(0, 25, 0, -6);
    if (const auto state = index.data(RuleListModel::LastStateRole); state.isValid()) {
        const auto last = State(state.toInt());
        painter->drawPixmap(
            place(QRect(line.left(), line.center().y() - stateSize / 2, stateSize, stateSize)).topLeft(),
            m_themes.pixmap(stateIcon(last), theme.state(last), stateSize, scale));
        line.setLeft(line.left() + stateSize + 5);
    }
    painter->setFont(theme.smallFont);
    if (const auto problems = index.data(RuleListModel::ProblemsRole).toInt(); problems > 0) {
        const auto count = QString::number(problems);
        const auto width = std::max(14, QFontMetrics(theme.smallFont).horizontalAdvance(count) + 9);
        const QRect badge(line.left(), line.center().y() - 7, width, 15);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.danger);
        painter->drawRoundedRect(place(badge), 7.5, 7.5);
        painter->setPen(theme.surface);
        painter->drawText(place(badge), Qt::AlignCenter, count);
        line.setLeft(badge.right() + 6);
    }
    painter->setPen(theme.muted);
    painter->drawText(place(line), Qt::AlignLeading | Qt::AlignVCenter,
        QFontMetrics(theme.smallFont).elidedText(secondLine(index), Qt::ElideRight, line.width()));
    painter->restore();
}

bool RuleDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const RuleId rule(index.data(RuleListModel::IdRole).toString());
    const bool isOn = index.data(RuleListModel::EnabledRole).toBool();
    if (!rule.isEmpty()
        && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease)) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && switchRect(option).contains(mouse->position().toPoint())) {
            if (event->type() == QEvent::MouseButtonRelease)
                emit switchClicked(rule, !isOn);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

bool RuleDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || index.data(RuleListModel::IdRole).toString().isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList lines{index.data(Qt::DisplayRole).toString()};
    if (const auto problems = index.data(RuleListModel::ProblemsRole).toInt(); problems > 0)
        lines += tr("%n problem(s) to mend before it can go live", nullptr, problems);
    if (const auto time = index.data(RuleListModel::LastTimeRole); time.isValid())
        lines += tr("Last run: %1, %2")
                     .arg(stateTitle(State(index.data(RuleListModel::LastStateRole).toInt())),
                         exactTime(fromMicroseconds(time.toLongLong())));
    QToolTip::showText(event->globalPos(), plainToolTip(lines.join(u'\n')), view);
    return true;
}

} // namespace signalbox
