// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"
#include "ui/theme/lineicon.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QDir>
#include <QDirIterator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QTest>

#include <cmath>

using namespace signalbox;
using namespace Qt::StringLiterals;

namespace {

constexpr State states[] = {State::Queued, State::Running, State::Waiting, State::Succeeded, State::Failed,
    State::Cancelled, State::InDoubt, State::Skipped};

// WCAG 2.1, "relative luminance" and "contrast ratio".
double luminance(const QColor &color)
{
    const auto linear
        = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const auto a = luminance(one), b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// Names that sources of the window give to icon(), pixmap() and their kin.
QMap<QString, QString> namesInSources()
{
    static const QRegularExpression use(
        u"(?:\\bicon|pixmap|setLineIcon|EmptyState|showState)\\s*\\((?:[^;\"]*?[(,:?\\s])?u\"([a-z-]+)\"_s"_s,
        QRegularExpression::DotMatchesEverythingOption);
    QMap<QString, QString> names;
    QDirIterator files(QStringLiteral(SIGNALBOX_SOURCE_DIR) + u"/ui"_s, {u"*.cpp"_s}, QDir::Files,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const auto text = QString::fromUtf8(file.readAll());
        for (auto found = use.globalMatch(text); found.hasNext();)
            names.insert(found.next().captured(1), file.fileName());
    }
    return names;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void contrastIsEnough_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("ground");
        QTest::addColumn<double>("least");
        for (const auto &theme : {Theme::light(), Theme::darkTheme()}) {
            const auto row = [&](const QString &name, const QColor &ink, const QColor &ground, double least) {
                QTest::newRow(qPrintable((theme.dark ? u"dark: "_s : u"light: "_s) + name))
                    << ink << ground << least;
            };
            for (const auto &[name, ground] : {std::pair{u"window"_s, theme.window},
                     {u"surface"_s, theme.surface}, {u"sunken"_s, theme.sunken}, {u"raised"_s, theme.raised},
                     {u"soft"_s, theme.accentSoft}}) {
                row(u"text on "_s + name, theme.text, ground, 7);
                row(u"muted on "_s + name, theme.muted, ground, 4.5);
            }
            row(u"accent on surface"_s, theme.accent, theme.surface, 4.5);
            row(u"danger on surface"_s, theme.danger, theme.surface, 4.5);
            row(u"accentText on accent"_s, theme.accentText, theme.accent, 4.5);
            for (const auto &name : Theme::names())
                row(u"accentText on "_s + name, theme.accentText, theme.named(name), 4.5);
            for (const auto state : states)
                row(stateName(state), theme.state(state), theme.surface, 4.5);
        }
    }

    void contrastIsEnough()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, ground);
        QFETCH(double, least);
        QVERIFY2(contrast(ink, ground) >= least, qPrintable(QString::number(contrast(ink, ground))));
    }

    void unknownColoursAreTheAccent()
    {
        QCOMPARE(Theme::light().named({}), Theme::light().accent);
        QCOMPARE(Theme::light().named(u"no such"_s), Theme::light().accent);
        QVERIFY(Theme::light().named(u"amber"_s) != Theme::light().accent);
    }

    void everyStepTypeHasItsIcon()
    {
        const auto names = ThemeManager::iconNames();
        const auto catalog = allStepTypes();
        QVERIFY(catalog.types().size() > 10);
        for (const auto &type : catalog.types())
            QVERIFY2(names.contains(type.icon), qPrintable(type.id + u": "_s + type.icon));
    }

    void everyStateHasItsIconAndWord()
    {
        QSet<QString> icons, words;
        for (const auto state : states) {
            QVERIFY2(ThemeManager::iconNames().contains(stateIcon(state)), qPrintable(stateIcon(state)));
            icons += stateIcon(state);
            words += stateTitle(state);
        }
        QCOMPARE(icons.size(), std::size(states)); // a shape each, since colour alone tells not everybody
        QCOMPARE(words.size(), std::size(states));
    }

    void everyNameInTheSourcesExists()
    {
        const auto known = ThemeManager::iconNames();
        const auto used = namesInSources();
        QVERIFY(used.contains(u"close"_s)); // else nothing was looked at
        for (auto use = used.begin(); use != used.end(); ++use)
            QVERIFY2(known.contains(use.key()), qPrintable(use.value() + u": "_s + use.key()));
    }

    void everyDrawingIsInTheFamily()
    {
        const auto files
            = QDir(QStringLiteral(SIGNALBOX_SOURCE_DIR) + u"/resources/icons"_s).entryList({u"*.svg"_s});
        QCOMPARE(ThemeManager::iconNames().size(), files.size()); // each file is listed in icons.qrc
        for (const auto &name : ThemeManager::iconNames()) {
            const auto drawing = lineDrawing(name);
            QVERIFY2(QSvgRenderer(drawing).isValid(), qPrintable(name));
            QVERIFY2(drawing.contains("stroke=\"currentColor\" stroke-width=\"1.75\"")
                    && drawing.contains("viewBox=\"0 0 24 24\""),
                qPrintable(name));
        }
    }

    void iconsTakeTheirColour()
    {
        ThemeManager themes(*qApp);
        const auto image = themes.pixmap(u"stop"_s, Qt::red, 24, 2).toImage();
        QCOMPARE(image.size(), QSize(48, 48));
        QCOMPARE(image.pixelColor(24, 24), QColor(Qt::red));
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
        QVERIFY(themes.icon(u"no such icon"_s).isNull());
        QVERIFY(themes.icon(u"../icons/stop"_s).isNull());
        QVERIFY(themes.pixmap({}, Qt::red, 24, 1).isNull());
    }

    void iconsWithoutColourFollowTheTheme()
    {
        ThemeManager themes(*qApp);
        themes.setMode(u"light"_s);
        const auto icon = themes.icon(u"stop"_s);
        const auto middle = [&] { return icon.pixmap(24).toImage().pixelColor(12, 12); };
        QCOMPARE(middle(), Theme::light().text);
        themes.setMode(u"dark"_s);
        QCOMPARE(middle(), Theme::darkTheme().text);
    }

    void controlsInARowAreAsHigh()
    {
        ThemeManager themes(*qApp);
        QLineEdit line;
        QComboBox combo, editable;
        editable.setEditable(true);
        QSpinBox spin;
        QDateEdit date;
        date.setCalendarPopup(true);
        QPushButton button(u"Apply"_s);
        for (const QWidget *control : {static_cast<QWidget *>(&line), static_cast<QWidget *>(&combo),
                 static_cast<QWidget *>(&editable), static_cast<QWidget *>(&spin),
                 static_cast<QWidget *>(&date), static_cast<QWidget *>(&button)}) {
            control->ensurePolished();
            const auto height = std::max(control->sizeHint().height(), control->minimumHeight());
            QVERIFY2(height == 30,
                qPrintable(
                    u"%1: %2"_s.arg(QString::fromLatin1(control->metaObject()->className())).arg(height)));
        }
    }

    void modesAreApplied()
    {
        ThemeManager themes(*qApp);
        QSignalSpy changed(&themes, &ThemeManager::changed);
        themes.setMode(u"dark"_s);
        QVERIFY(themes.theme().dark);
        QCOMPARE(qApp->palette().color(QPalette::Window), Theme::darkTheme().window);
        QCOMPARE(QLabel().font().pixelSize(), 13);
        themes.setMode(u"light"_s);
        QVERIFY(!themes.theme().dark);
        QCOMPARE(changed.size(), 2);
        themes.setMode(u"light"_s);
        QCOMPARE(changed.size(), 2);

        themes.setSystemDark(true); // not asked for
        QVERIFY(!themes.theme().dark);
        themes.setMode(u"system"_s);
        QVERIFY(themes.theme().dark);
        themes.setSystemDark(false);
        QVERIFY(!themes.theme().dark);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
