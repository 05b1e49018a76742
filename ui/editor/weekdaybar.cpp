// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/weekdaybar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QToolButton>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QStringList names{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};

} // namespace

WeekdayBar::WeekdayBar(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const QLocale locale;
    for (int i = 0; i < 7; ++i) {
        const int day = (int(locale.firstDayOfWeek()) - 1 + i) % 7; // 0: Monday
        auto *button = new QToolButton(this);
        button->setCheckable(true);
        button->setObjectName(names.at(day));
        button->setText(locale.standaloneDayName(day + 1, QLocale::ShortFormat).left(2));
        button->setToolTip(locale.standaloneDayName(day + 1));
        button->setAccessibleName(button->toolTip());
        button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
        button->setMinimumWidth(24);
        layout->addWidget(button);
        m_buttons += button;
        connect(button, &QToolButton::clicked, this, &WeekdayBar::edited);
    }
}

void WeekdayBar::setDays(const QStringList &days)
{
    for (auto *button : std::as_const(m_buttons))
        button->setChecked(days.contains(button->objectName(), Qt::CaseInsensitive));
}

QStringList WeekdayBar::days() const
{
    QStringList days;
    for (const auto &name : names) {
        if (std::ranges::any_of(m_buttons, [&](const QToolButton *button) {
                return button->isChecked() && button->objectName() == name;
            }))
            days += name;
    }
    return days;
}

} // namespace signalbox
