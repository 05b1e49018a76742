// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox {

namespace {

constexpr int iconSize = 6 * Theme::unit;
constexpr int textWidth = 52 * Theme::unit; // as many characters in a line as the eye likes

} // namespace

EmptyState::EmptyState(const ThemeManager &themes, const QString &icon, const QString &title,
    const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_iconName(icon)
    , m_icon(new QLabel)
    , m_title(new QLabel)
    , m_text(new QLabel)
    , m_actions(new QHBoxLayout)
{
    for (auto *label : {m_icon, m_title, m_text})
        label->setAlignment(Qt::AlignCenter);
    m_title->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setFixedWidth(textWidth);
    m_actions->setSpacing(Theme::unit);
    m_actions->addStretch();
    m_actions->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Theme::unit);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    auto *middle = new QHBoxLayout; // an aligned item would be given the height of a wider text
    middle->addStretch();
    middle->addWidget(m_text);
    middle->addStretch();
    layout->addLayout(middle);
    layout->addSpacing(Theme::unit);
    layout->addLayout(m_actions);
    layout->addStretch(3); // what stands a little above the middle looks as if in it
    setText(title, text);
    connect(&themes, &ThemeManager::changed, this, &EmptyState::restyle);
    restyle();
}

QPushButton *EmptyState::addAction(const QString &text, std::function<void()> action)
{
    auto *button = new QPushButton(text, this);
    button->setProperty("primary", m_actions->count() == 2);
    connect(button, &QPushButton::clicked, this, [action = std::move(action)] { action(); });
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void EmptyState::setText(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    fitText();
    setAccessibleName(title);
    setAccessibleDescription(text);
}

void EmptyState::restyle()
{
    const auto &theme = m_themes.theme();
    m_icon->setPixmap(m_themes.pixmap(m_iconName, theme.faint, iconSize, devicePixelRatioF()));
    m_title->setFont(theme.titleFont);
    fitText();
}

void EmptyState::fitText()
{
    m_text->ensurePolished();
    m_text->setFixedHeight(m_text->heightForWidth(textWidth)); // which the layout does not ask for
}

} // namespace signalbox
