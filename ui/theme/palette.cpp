// SPDX-License-Identifier: GPL-3.0-or-later
// The colours. Which pairs must be readable on one another is checked in tests/ui/theme/tst_theme.cpp.
#include "ui/theme/theme.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Accent
{
    QLatin1StringView name;
    QRgb light;
    QRgb dark;
};

// On light ground they carry white text, on dark ground nearly black text.
constexpr Accent accents[] = {
    {"amber"_L1, 0xff9a5b00, 0xffe0a94a},
    {"violet"_L1, 0xff7a45d0, 0xffb79bff},
    {"blue"_L1, 0xff2264c7, 0xff76aefc},
    {"teal"_L1, 0xff0b7a75, 0xff4cc4b8},
    {"pink"_L1, 0xffbd3373, 0xfff291bd},
    {"grey"_L1, 0xff5c6470, 0xffa3abb8},
    {"green"_L1, 0xff1d7a45, 0xff62c88b},
    {"red"_L1, 0xffc2352f, 0xfff38a82},
};

QFont font(int pixels, QFont::Weight weight, const QStringList &families, QFont::StyleHint hint)
{
    QFont font(families);
    font.setStyleHint(hint);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

void setFonts(Theme &theme)
{
    const QStringList sans{u"Inter"_s, u"Noto Sans"_s, u"Cantarell"_s, u"sans-serif"_s};
    const QStringList mono{u"JetBrains Mono"_s, u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s};
    theme.textFont = font(13, QFont::Normal, sans, QFont::SansSerif);
    theme.smallFont = font(11, QFont::Normal, sans, QFont::SansSerif);
    theme.titleFont = font(18, QFont::DemiBold, sans, QFont::SansSerif);
    theme.monoFont = font(12, QFont::Normal, mono, QFont::Monospace);
}

} // namespace

Theme Theme::light()
{
    Theme theme;
    theme.window = QRgb(0xfff3f4f6);
    theme.surface = QRgb(0xffffffff);
    theme.sunken = QRgb(0xfff8f9fa);
    theme.raised = QRgb(0xffeef0f3);
    theme.border = QRgb(0xffdcdfe5);
    theme.text = QRgb(0xff1b1e24);
    theme.muted = QRgb(0xff5b6270);
    theme.faint = QRgb(0xffa9b0bc);
    theme.accent = QRgb(0xff4f53cf);
    theme.accentText = QRgb(0xffffffff);
    theme.accentSoft = QRgb(0xffe9eafb);
    theme.danger = QRgb(0xffc2352f);
    theme.running = QRgb(0xff2264c7);
    theme.succeeded = QRgb(0xff1d7a45);
    theme.failed = QRgb(0xffc2352f);
    theme.waiting = QRgb(0xff9a5b00);
    theme.skipped = QRgb(0xff5c6470);
    setFonts(theme);
    return theme;
}

Theme Theme::darkTheme()
{
    Theme theme;
    theme.dark = true;
    theme.window = QRgb(0xff14161a);
    theme.surface = QRgb(0xff1b1e23);
    theme.sunken = QRgb(0xff111317);
    theme.raised = QRgb(0xff262a31);
    theme.border = QRgb(0xff30353d);
    theme.text = QRgb(0xffe3e6eb);
    theme.muted = QRgb(0xff9ba3b0);
    theme.faint = QRgb(0xff59616d);
    theme.accent = QRgb(0xff9a9dff);
    theme.accentText = QRgb(0xff14152b);
    theme.accentSoft = QRgb(0xff2b2d4a);
    theme.danger = QRgb(0xfff38a82);
    theme.running = QRgb(0xff76aefc);
    theme.succeeded = QRgb(0xff62c88b);
    theme.failed = QRgb(0xfff38a82);
    theme.waiting = QRgb(0xffe0a94a);
    theme.skipped = QRgb(0xffa3abb8);
    setFonts(theme);
    return theme;
}

QColor Theme::group(StepGroup group) const
{
    switch (group) {
    case StepGroup::Trigger:
        return named(u"amber"_s);
    case StepGroup::Decision:
        return named(u"violet"_s);
    case StepGroup::Flow:
        return named(u"grey"_s);
    case StepGroup::Data:
        return named(u"teal"_s);
    case StepGroup::Outside:
        return named(u"blue"_s);
    case StepGroup::People:
        return named(u"pink"_s);
    }
    Q_UNREACHABLE();
}

QColor Theme::state(State state) const
{
    switch (state) {
    case State::Running:
        return running;
    case State::Succeeded:
        return succeeded;
    case State::Failed:
        return failed;
    case State::Waiting:
    case State::InDoubt:
        return waiting;
    case State::Queued:
    case State::Cancelled:
    case State::Skipped:
        return skipped;
    }
    Q_UNREACHABLE();
}

QColor Theme::named(const QString &name) const
{
    for (const auto &known : accents) {
        if (name == known.name)
            return QColor::fromRgb(dark ? known.dark : known.light);
    }
    return accent;
}

QStringList Theme::names()
{
    QStringList names;
    for (const auto &known : accents)
        names += known.name;
    return names;
}

} // namespace signalbox
