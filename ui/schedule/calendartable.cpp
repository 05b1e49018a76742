// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schedule/calendartable.h"

#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int daysAWeek = 7;

enum Role { DateRole = Qt::UserRole, LinesRole, MarkRole, TodayRole, PaleRole };

class DayDelegate : public QStyledItemDelegate
{
public:
    DayDelegate(const ThemeManager &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &theme = m_themes.theme();
        painter->save();
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool isPale = index.data(PaleRole).toBool();
        painter->fillRect(option.rect, isSelected ? theme.accentSoft : isPale ? theme.sunken : theme.surface);
        const auto inner = option.rect.adjusted(Theme::unit, Theme::unit / 2, -Theme::unit, -Theme::unit / 2);
        auto font = theme.smallFont;
        const bool isToday = index.data(TodayRole).toBool();
        font.setWeight(isToday ? QFont::Bold : QFont::DemiBold);
        painter->setFont(font);
        const int height = QFontMetrics(font).height() + 2;
        QRect line(inner.topLeft(), QSize(inner.width(), height));
        painter->setPen(isToday ? theme.accent : isPale ? theme.muted : theme.text);
        painter->drawText(
            line, Qt::AlignLeading | Qt::AlignVCenter, QString::number(index.data(DateRole).toDate().day()));
        if (index.data(MarkRole).toBool()) {
            constexpr int size = 14;
            const auto mark
                = m_themes.pixmap(u"clock"_s, theme.waiting, size, option.widget->devicePixelRatioF());
            const bool mirrored = option.direction == Qt::RightToLeft;
            painter->drawPixmap(mirrored ? line.left() : line.right() - size, line.top(), mark);
        }
        painter->setFont(theme.smallFont);
        painter->setPen(theme.text);
        const auto lines = index.data(LinesRole).toStringList();
        const int room = std::max(0, (inner.height() - height) / height);
        const auto shown = lines.size() <= room ? lines.size() : std::max(0, room - 1);
        for (qsizetype i = 0; i < shown; ++i) {
            line.translate(0, height);
            painter->drawText(line, Qt::AlignLeading | Qt::AlignVCenter,
                QFontMetrics(theme.smallFont).elidedText(lines[i], Qt::ElideRight, line.width()));
        }
        if (shown < lines.size() && room > 0) {
            line.translate(0, height);
            painter->setPen(theme.muted);
            painter->drawText(line, Qt::AlignLeading | Qt::AlignVCenter,
                CalendarTable::tr("%n more", nullptr, int(lines.size() - shown)));
        }
        painter->setPen(theme.border);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        painter->drawLine(option.rect.topRight(), option.rect.bottomRight());
        if ((option.state & QStyle::State_HasFocus) && isSelected) {
            painter->setPen(QPen(theme.accent, 1.5));
            painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
        }
        painter->restore();
    }

private:
    const ThemeManager &m_themes;
};

} // namespace

CalendarTable::CalendarTable(const ThemeManager &themes, QWidget *parent)
    : QTableWidget(parent)
{
    setAccessibleName(tr("Calendar"));
    setColumnCount(daysAWeek);
    setItemDelegate(new DayDelegate(themes, this));
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    const QLocale locale;
    QStringList names;
    for (int i = 0; i < daysAWeek; ++i)
        names += locale.standaloneDayName(
            (int(locale.firstDayOfWeek()) - 1 + i) % daysAWeek + 1, QLocale::ShortFormat);
    setHorizontalHeaderLabels(names);
    connect(this, &QTableWidget::currentItemChanged, this, [this](const QTableWidgetItem *item) {
        if (item) {
            m_wanted = item->data(DateRole).toDate();
            emit dateChosen(m_wanted);
        }
    });
    connect(&themes, &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
}

void CalendarTable::setDays(const QList<CalendarDay> &days, QDate today, int month)
{
    const QSignalBlocker blocker(this);
    setRowCount(int(days.size()) / daysAWeek);
    for (int i = 0; i < rowCount() * daysAWeek; ++i) {
        const auto &day = days[i];
        auto *item = new QTableWidgetItem;
        const auto lines = day.lines.isEmpty() ? tr("nothing starts") : day.lines.join(u'\n');
        const auto date = QLocale().toString(day.date, QLocale::LongFormat);
        item->setData(DateRole, day.date);
        item->setData(LinesRole, day.lines);
        item->setData(MarkRole, day.hasClockMark);
        item->setData(TodayRole, day.date == today);
        item->setData(PaleRole, month != 0 && day.date.month() != month);
        auto tip = date + u'\n' + lines;
        for (const auto &change : day.clockChanges)
            tip += u'\n' + change;
        item->setData(Qt::AccessibleTextRole, tip);
        item->setToolTip(tip);
        setItem(i / daysAWeek, i % daysAWeek, item);
    }
    choose(m_wanted);
}

void CalendarTable::choose(QDate date)
{
    m_wanted = date;
    for (int i = 0; i < rowCount() * daysAWeek; ++i) {
        if (item(i / daysAWeek, i % daysAWeek)->data(DateRole).toDate() == date)
            setCurrentCell(i / daysAWeek, i % daysAWeek);
    }
}

QDate CalendarTable::chosenDate() const
{
    return m_wanted;
}

} // namespace signalbox
