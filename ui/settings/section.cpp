// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/section.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

SettingsSection::SettingsSection(const QString &title, const QString &text, QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    setProperty("card", true);
    setAccessibleName(title);
    m_body->setContentsMargins(2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    m_body->setSpacing(Theme::unit);
    auto *heading = new QLabel(title);
    heading->setProperty("role", u"heading"_s);
    m_body->addWidget(heading);
    if (text.isEmpty())
        return;
    auto *sentence = new QLabel(text);
    sentence->setWordWrap(true);
    sentence->setProperty("role", u"muted"_s);
    m_body->addWidget(sentence);
}

} // namespace signalbox
