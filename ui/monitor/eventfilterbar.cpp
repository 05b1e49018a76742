// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/eventfilterbar.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto typingRests = 250ms;

enum TimeChoice { AnyTime, LastMinutes, LastHour, LastDay, Today, Between };

} // namespace

QString typePattern(const QString &typed)
{
    const auto text = typed.trimmed();
    return text.isEmpty() || text.contains(u'*') ? text : u'*' + text + u'*';
}

EventFilterBar::EventFilterBar(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_text(new QLineEdit)
    , m_type(new QLineEdit)
    , m_types(new QStringListModel(this))
    , m_time(new QComboBox)
    , m_range(new QWidget)
    , m_since(new QDateTimeEdit)
    , m_until(new QDateTimeEdit)
    , m_clear(new QToolButton)
{
    m_text->setObjectName(u"filterText"_s);
    m_type->setObjectName(u"filterType"_s);
    m_time->setObjectName(u"filterTime"_s);
    m_since->setObjectName(u"filterSince"_s);
    m_until->setObjectName(u"filterUntil"_s);
    m_clear->setObjectName(u"clearFilter"_s);
    m_text->setPlaceholderText(tr("Words in type, source, subject, id or data"));
    m_text->setToolTip(
        tr("Finds events in which all the words are, each at the beginning of a word; \"some words\" "
           "in quotes as they stand"));
    m_text->setAccessibleName(tr("Text"));
    m_type->setPlaceholderText(tr("Type, such as shop.order.*"));
    m_type->setAccessibleName(tr("Type"));
    m_type->setToolTip(tr("A part of the type, or a pattern in which * stands for any characters"));
    for (auto *edit : {m_text, m_type})
        edit->setClearButtonEnabled(true);
    auto *completer = new QCompleter(m_types, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_type->setCompleter(completer);

    m_time->setAccessibleName(tr("Time"));
    m_time->addItem(tr("Any time"), AnyTime);
    m_time->addItem(tr("Last 5 minutes"), LastMinutes);
    m_time->addItem(tr("Last hour"), LastHour);
    m_time->addItem(tr("Last 24 hours"), LastDay);
    m_time->addItem(tr("Today"), Today);
    m_time->addItem(tr("Between…"), Between);
    m_since->setAccessibleName(tr("From"));
    m_until->setAccessibleName(tr("To"));
    auto *rangeLayout = new QHBoxLayout(m_range);
    rangeLayout->setContentsMargins(0, 0, 0, 0);
    rangeLayout->setSpacing(Theme::unit);
    rangeLayout->addWidget(m_since);
    rangeLayout->addWidget(new QLabel(tr("to", "between two times")));
    rangeLayout->addWidget(m_until);
    for (auto *edit : {m_since, m_until}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QLocale().dateTimeFormat(QLocale::ShortFormat));
    }
    m_range->hide();

    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Show all events again"));
    m_clear->setAutoRaise(true);
    m_clear->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_text, 3);
    layout->addWidget(m_type, 2);
    layout->addWidget(m_time);
    layout->addWidget(m_range);
    layout->addWidget(m_clear);

    m_rest.setSingleShot(true);
    m_rest.setInterval(typingRests);
    connect(&m_rest, &QTimer::timeout, this, &EventFilterBar::apply);
    for (auto *edit : {m_text, m_type}) {
        connect(edit, &QLineEdit::textChanged, &m_rest, qOverload<>(&QTimer::start));
        connect(edit, &QLineEdit::returnPressed, this, &EventFilterBar::apply);
    }
    connect(m_time, &QComboBox::activated, this, &EventFilterBar::onTimeChosen);
    for (auto *edit : {m_since, m_until})
        connect(edit, &QDateTimeEdit::dateTimeChanged, &m_rest, qOverload<>(&QTimer::start));
    connect(m_clear, &QToolButton::clicked, this, &EventFilterBar::clear);
}

EventFilter EventFilterBar::filter() const
{
    EventFilter filter;
    filter.type = typePattern(m_type->text());
    filter.text = m_text->text().trimmed();
    if (m_time->currentData() == Between) {
        filter.since = fromQDateTime(m_since->dateTime());
        filter.until = fromQDateTime(m_until->dateTime());
    } else {
        filter.since = m_from;
    }
    return filter;
}

void EventFilterBar::clear()
{
    m_text->clear();
    m_type->clear();
    m_time->setCurrentIndex(AnyTime);
    onTimeChosen();
}

void EventFilterBar::setKnownTypes(const QStringList &types)
{
    if (types != m_types->stringList())
        m_types->setStringList(types);
}

void EventFilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

void EventFilterBar::onTimeChosen()
{
    const auto now = m_clock.now();
    const auto choice = m_time->currentData().toInt();
    m_from.reset();
    if (choice == LastMinutes)
        m_from = now - 5min;
    else if (choice == LastHour)
        m_from = now - 1h;
    else if (choice == LastDay)
        m_from = now - 24h;
    else if (choice == Today)
        m_from = fromQDateTime(toQDateTime(now).toLocalTime().date().startOfDay());
    if (choice == Between && !m_range->isVisibleTo(this)) {
        const auto local = toQDateTime(now).toLocalTime();
        m_since->setDateTime(local.addSecs(-3600));
        m_until->setDateTime(local);
    }
    m_range->setVisible(choice == Between);
    apply();
}

void EventFilterBar::apply()
{
    m_rest.stop();
    const auto wanted = filter();
    m_clear->setVisible(wanted != EventFilter());
    if (wanted == m_applied)
        return;
    m_applied = wanted;
    emit filterChanged(wanted);
}

} // namespace signalbox
