// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/messageline.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto wordStays = 6s; // long enough to read two lines

void announce(QWidget *widget)
{
    QAccessibleEvent event(widget, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace

MessageLine::MessageLine(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_icon(new QLabel)
    , m_text(new QLabel)
    , m_errorIcon(new QLabel)
    , m_errorText(new QLabel)
    , m_row(makeRow(m_icon, m_text))
    , m_errorRow(makeRow(m_errorIcon, m_errorText))
    , m_close(new QToolButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * Theme::unit, 0, 2 * Theme::unit, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_errorRow);
    layout->addWidget(m_row);
    m_text->setObjectName(u"said"_s);
    m_errorText->setObjectName(u"saidError"_s);
    m_errorText->setTextInteractionFlags(Qt::TextSelectableByMouse); // to be sent to whoever can help
    m_close->setObjectName(u"closeError"_s);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close the message"));
    m_errorRow->layout()->addWidget(m_close);
    connect(m_close, &QToolButton::clicked, this, [this] {
        m_errorText->clear();
        showRows();
    });
    m_rest.setSingleShot(true);
    m_rest.setInterval(wordStays);
    connect(&m_rest, &QTimer::timeout, this, [this] {
        m_text->clear();
        showRows();
    });
    connect(&themes, &ThemeManager::changed, this, &MessageLine::restyle);
    restyle();
    showRows();
}

QFrame *MessageLine::makeRow(QLabel *icon, QLabel *text)
{
    auto *row = new QFrame(this);
    row->setProperty("card", true);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(Theme::unit);
    layout->addWidget(icon);
    layout->addWidget(text, 1);
    return row;
}

void MessageLine::say(const QString &text, bool error)
{
    auto *label = error ? m_errorText : m_text;
    label->setText(text.left(1000));
    label->setAccessibleName(label->text());
    if (!error)
        m_rest.start();
    showRows();
    announce(label);
}

void MessageLine::showRows()
{
    m_row->setVisible(!m_text->text().isEmpty());
    m_errorRow->setVisible(!m_errorText->text().isEmpty());
    setVisible(!m_text->text().isEmpty() || !m_errorText->text().isEmpty());
}

void MessageLine::restyle()
{
    const auto &theme = m_themes.theme();
    m_icon->setPixmap(m_themes.pixmap(u"info"_s, theme.accent, Theme::iconSize, devicePixelRatioF()));
    m_errorIcon->setPixmap(m_themes.pixmap(u"warning"_s, theme.danger, Theme::iconSize, devicePixelRatioF()));
    m_close->setIcon(m_themes.icon(u"close"_s, theme.muted));
}

} // namespace signalbox
