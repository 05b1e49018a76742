// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/lineicon.h"
#include "ui/theme/style.h"
#include "ui/theme/stylesheet.h"

#include <QApplication>
#include <QCoreApplication>
#include <QDir>
#include <QPixmapCache>
#include <QToolTip>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color) {
        palette.setColor(QPalette::All, role, color);
    };
    set(QPalette::Window, theme.window);
    set(QPalette::WindowText, theme.text);
    set(QPalette::Base, theme.surface);
    set(QPalette::AlternateBase, theme.sunken);
    set(QPalette::Text, theme.text);
    set(QPalette::Button, theme.surface);
    set(QPalette::ButtonText, theme.text);
    set(QPalette::BrightText, theme.accentText);
    set(QPalette::Highlight, theme.accentSoft);
    set(QPalette::HighlightedText, theme.text);
    set(QPalette::Link, theme.accent);
    set(QPalette::LinkVisited, theme.accent);
    set(QPalette::ToolTipBase, theme.raised);
    set(QPalette::ToolTipText, theme.text);
    set(QPalette::PlaceholderText, theme.muted);
    set(QPalette::Light, theme.raised);
    set(QPalette::Midlight, theme.raised);
    set(QPalette::Mid, theme.border);
    set(QPalette::Dark, theme.border);
    set(QPalette::Shadow, theme.border);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.faint);
    return palette;
}

} // namespace

ThemeManager::ThemeManager(QApplication &application)
    : m_application(application)
    , m_systemPalette(application.palette())
    , m_theme(Theme::light())
{
    QApplication::setStyle(new Style(*this)); // the application owns it; the theme is read at each painting
    apply();
}

ThemeManager::~ThemeManager()
{
    // The style reads this object's theme, and the application may outlive it.
    QApplication::setPalette(m_systemPalette);
    m_application.setStyleSheet({});
    QApplication::setStyle(u"Fusion"_s);
}

void ThemeManager::setMode(const QString &mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void ThemeManager::setSystemDark(bool dark)
{
    m_systemSaysDark = dark;
    if (m_mode != u"light" && m_mode != u"dark")
        apply();
}

bool ThemeManager::systemIsDark() const
{
    return m_systemSaysDark.value_or(m_systemPalette.color(QPalette::Window).lightness()
        < m_systemPalette.color(QPalette::WindowText).lightness());
}

void ThemeManager::apply()
{
    const bool dark = m_mode == u"dark" || (m_mode != u"light" && systemIsDark());
    if (m_applied && m_theme.dark == dark)
        return;
    m_applied = true;
    m_theme = dark ? Theme::darkTheme() : Theme::light();
    QPixmapCache::clear();
    QApplication::setFont(m_theme.textFont);
    QToolTip::setFont(m_theme.textFont);
    const auto palette = paletteOf(m_theme);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    m_application.setStyleSheet(styleSheetOf(m_theme));
    QApplication::setFont(m_theme.smallFont, "QHeaderView"); // after the style sheet, which forgets it
    emit changed();
}

QIcon ThemeManager::icon(const QString &name, const QColor &color) const
{
    auto drawing = lineDrawing(name);
    return drawing.isEmpty() ? QIcon() : QIcon(new LineIcon(std::move(drawing), color, this));
}

QPixmap ThemeManager::pixmap(const QString &name, const QColor &color, int size, qreal scale) const
{
    auto drawing = lineDrawing(name);
    if (drawing.isEmpty())
        return {};
    LineIcon engine(std::move(drawing), color, this);
    const auto side = qRound(size * scale);
    auto pixmap = engine.scaledPixmap({side, side}, QIcon::Normal, QIcon::Off, scale);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QStringList ThemeManager::iconNames()
{
    initializeIcons();
    auto names = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (auto &name : names)
        name.chop(4);
    return names;
}

QString stateTitle(State state)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("State", text); };
    switch (state) {
    case State::Queued:
        return tr(QT_TRANSLATE_NOOP("State", "Queued"));
    case State::Running:
        return tr(QT_TRANSLATE_NOOP("State", "Running"));
    case State::Waiting:
        return tr(QT_TRANSLATE_NOOP("State", "Waiting"));
    case State::Succeeded:
        return tr(QT_TRANSLATE_NOOP("State", "Done"));
    case State::Failed:
        return tr(QT_TRANSLATE_NOOP("State", "Failed"));
    case State::Cancelled:
        return tr(QT_TRANSLATE_NOOP("State", "Cancelled"));
    case State::InDoubt:
        return tr(QT_TRANSLATE_NOOP("State", "In doubt"));
    case State::Skipped:
        return tr(QT_TRANSLATE_NOOP("State", "Skipped"));
    }
    Q_UNREACHABLE();
}

QString stateIcon(State state)
{
    return stateName(state);
}

} // namespace signalbox
