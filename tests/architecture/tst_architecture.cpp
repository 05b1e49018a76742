// SPDX-License-Identifier: GPL-3.0-or-later
// The link lines of the rooms are the architecture diagram; this test keeps the sources true to them. It
// reads the signalbox_room(…) line of every folder and the #include lines of every source. It also finds
// calls that none may make.

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

namespace {

struct Room
{
    QString folder; ///< from the root: "core/event"
    QStringList publicLinks;
    QStringList privateLinks;
};

using Rooms = std::map<QString, Room>; ///< by name

QString read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The files below `root`/`folder` of these kinds, named from the root.
QStringList filesIn(const QString &root, const QString &folder, const QStringList &kinds)
{
    QStringList files;
    QDirIterator found(root + u'/' + folder, kinds, QDir::Files, QDirIterator::Subdirectories);
    while (found.hasNext())
        files += QDir(root).relativeFilePath(found.next());
    files.sort();
    return files;
}

QStringList sourcesIn(const QString &root)
{
    const QStringList kinds{u"*.h"_s, u"*.cpp"_s};
    return filesIn(root, u"app"_s, kinds) + filesIn(root, u"core"_s, kinds) + filesIn(root, u"ui"_s, kinds);
}

Rooms readRooms(const QString &root)
{
    static const QRegularExpression comment(u"#[^\n]*"_s), space(u"\\s+"_s),
        call(u"\\bsignalbox_room\\s*\\(([^)]*)\\)"_s);
    Rooms rooms;
    for (const auto &path :
        filesIn(root, u"core"_s, {u"CMakeLists.txt"_s}) + filesIn(root, u"ui"_s, {u"CMakeLists.txt"_s})) {
        auto words = call.match(read(root + u'/' + path).remove(comment))
                         .captured(1)
                         .split(space, Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        auto &room = rooms[words.takeFirst()];
        room.folder = path.chopped(int(sizeof("/CMakeLists.txt")) - 1);
        auto *links = &room.privateLinks;
        for (const auto &word : words) {
            if (word == u"PUBLIC")
                links = &room.publicLinks;
            else if (word == u"PRIVATE")
                links = &room.privateLinks;
            else
                links->append(word);
        }
    }
    return rooms;
}

/// What `room` can see: what it links, and what that links in public.
QSet<QString> reach(const Rooms &rooms, const Room &room)
{
    QSet<QString> reached;
    auto open = room.publicLinks + room.privateLinks;
    while (!open.isEmpty()) {
        const auto name = open.takeLast();
        if (reached.contains(name))
            continue;
        reached.insert(name);
        if (const auto found = rooms.find(name); found != rooms.end())
            open += found->second.publicLinks;
    }
    return reached;
}

/// Whether `target` is linked, in public or not, by what `name` links.
bool dependsOn(const Rooms &rooms, const QString &name, const QString &target, QSet<QString> &seen)
{
    const auto room = rooms.find(name);
    if (room == rooms.end() || seen.contains(name))
        return false;
    seen.insert(name);
    const auto links = room->second.publicLinks + room->second.privateLinks;
    return links.contains(target) || std::ranges::any_of(links, [&](const QString &link) {
        return dependsOn(rooms, link, target, seen);
    });
}

QStringList linkFaults(const Rooms &rooms)
{
    static const QSet<QString> qtOfCore{u"Qt6::Core"_s, u"Qt6::Network"_s, u"Qt6::WebSockets"_s};
    static const QSet<QString> sql{u"Qt6::Sql"_s, u"SQLite::SQLite3"_s};
    QStringList faults;
    for (const auto &[name, room] : rooms) {
        for (const auto &link : room.publicLinks + room.privateLinks) {
            if (sql.contains(link)) {
                if (name != u"core_store" || room.publicLinks.contains(link))
                    faults += u"%1 links %2, which is private to core_store"_s.arg(name, link);
            } else if (name.startsWith(u"core_") && (link.startsWith(u"Qt6::") || link.startsWith(u"ui_"))
                && !qtOfCore.contains(link)) {
                faults += u"%1 links %2, and core runs without a screen"_s.arg(name, link);
            }
        }
        QSet<QString> seen;
        if (dependsOn(rooms, name, name, seen))
            faults += u"%1 depends on itself"_s.arg(name);
    }
    return faults;
}

QStringList includeFaults(const QString &root, const Rooms &rooms)
{
    static const QRegularExpression include(
        u"^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"_s, QRegularExpression::MultilineOption),
        ours(u"^((?:core|ui)/[^/]+|app)/"_s), sql(u"^(QtSql/|QSql|sqlite3)"_s),
        screen(u"^Qt(Gui|Widgets|Svg|SvgWidgets|OpenGL|OpenGLWidgets|PrintSupport)/"_s);
    std::map<QString, QString> owners; // room by folder
    for (const auto &[name, room] : rooms)
        owners[room.folder] = name;

    QStringList faults;
    for (const auto &file : sourcesIn(root)) {
        const auto folder = ours.match(file).captured(1);
        const auto owner = owners.find(folder);
        const auto seen = owner == owners.end() ? QSet<QString>() : reach(rooms, rooms.at(owner->second));
        auto matches = include.globalMatch(read(root + u'/' + file));
        while (matches.hasNext()) {
            const auto header = matches.next().captured(1);
            const auto say
                = [&](const QString &why) { faults += u"%1 includes %2: %3"_s.arg(file, header, why); };
            if (folder != u"core/store" && sql.match(header).hasMatch())
                say(u"only core/store knows SQL"_s);
            if (folder.startsWith(u"core/") && (screen.match(header).hasMatch() || header.startsWith(u"ui/")))
                say(u"core runs without a screen"_s);
            const auto room = ours.match(header).captured(1);
            if (owner == owners.end() || room.isEmpty() || room == folder)
                continue; // app wires everything, and says so in its own link line
            const auto target = owners.find(room);
            if (target == owners.end())
                say(u"that folder is no room"_s);
            else if (!seen.contains(target->second))
                say(u"%1 does not link %2"_s.arg(owner->second, target->second));
        }
    }
    return faults;
}

QStringList callFaults(const QString &root)
{
    static const QRegularExpression comment(u"//[^\n]*"_s),
        continuation(u"(\\.\\s*then|QtFuture::when(All|Any))\\s*\\("_s);
    QStringList faults;
    for (const auto &file : sourcesIn(root)) {
        if (continuation.match(read(root + u'/' + file).remove(comment)).hasMatch())
            faults += u"%1 attaches to a future what Qt may run twice: see core/base/futures.h"_s.arg(file);
    }
    return faults;
}

QStringList faultsOf(const QString &root)
{
    const auto rooms = readRooms(root);
    return linkFaults(rooms) + includeFaults(root, rooms) + callFaults(root);
}

} // namespace

class TestArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void theSourcesKeepToTheLinkLines()
    {
        const auto root = QString::fromUtf8(SIGNALBOX_SOURCE_DIR);
        const auto rooms = readRooms(root);
        QVERIFY(
            rooms.contains(u"core_base"_s) && rooms.contains(u"core_store"_s)); // else nothing was looked at
        const auto faults = faultsOf(root);
        QVERIFY2(faults.isEmpty(), qPrintable(u'\n' + faults.join(u'\n')));
    }

    void faultsAreFound_data()
    {
        QTest::addColumn<QStringList>("files"); // path, text, path, text …
        QTest::addColumn<QStringList>("faults");
        const auto row = [](const char *name, const QStringList &files, const QStringList &faults) {
            QTest::newRow(name) << files << faults;
        };
        row("none",
            {u"core/b/CMakeLists.txt"_s, u"signalbox_room(core_b\n PUBLIC core_a\n PRIVATE Qt6::Network)"_s,
                u"core/b/b.cpp"_s, u"#include \"core/a/a.h\"\n#include <QString>\n"_s},
            {});
        row("seen through a public link",
            {u"core/b/CMakeLists.txt"_s, u"signalbox_room(core_b PUBLIC core_a)"_s,
                u"core/c/CMakeLists.txt"_s, u"signalbox_room(core_c PRIVATE core_b)"_s, u"core/c/c.h"_s,
                u"#include \"core/a/a.h\"\n"_s},
            {});
        row("hidden behind a private link",
            {u"core/b/CMakeLists.txt"_s, u"signalbox_room(core_b PRIVATE core_a)"_s,
                u"core/c/CMakeLists.txt"_s, u"signalbox_room(core_c PRIVATE core_b)"_s, u"core/c/c.h"_s,
                u"#include \"core/a/a.h\"\n"_s},
            {u"core/c/c.h includes core/a/a.h: core_c does not link core_a"_s});
        row("only in a comment",
            {u"core/b/CMakeLists.txt"_s, u"# signalbox_room(core_b PUBLIC core_a)\nsignalbox_room(core_b)"_s,
                u"core/b/b.h"_s, u"#include \"core/a/a.h\"\n"_s},
            {u"core/b/b.h includes core/a/a.h: core_b does not link core_a"_s});
        row("Widgets in core", {u"core/b/CMakeLists.txt"_s, u"signalbox_room(core_b PRIVATE Qt6::Widgets)"_s},
            {u"core_b links Qt6::Widgets, and core runs without a screen"_s});
        row("a widget in core", {u"core/a/a.cpp"_s, u"  #  include <QtWidgets/QLabel>\n"_s},
            {u"core/a/a.cpp includes QtWidgets/QLabel: core runs without a screen"_s});
        row("ui in core", {u"core/a/a.cpp"_s, u"#include \"ui/x/x.h\"\n"_s},
            {u"core/a/a.cpp includes ui/x/x.h: core runs without a screen"_s,
                u"core/a/a.cpp includes ui/x/x.h: that folder is no room"_s});
        row("SQL elsewhere",
            {u"ui/x/CMakeLists.txt"_s, u"signalbox_room(ui_x PUBLIC core_a PRIVATE Qt6::Sql)"_s,
                u"ui/x/x.cpp"_s, u"#include <QSqlQuery>\n"_s, u"app/main.cpp"_s, u"#include <sqlite3.h>\n"_s},
            {u"ui_x links Qt6::Sql, which is private to core_store"_s,
                u"app/main.cpp includes sqlite3.h: only core/store knows SQL"_s,
                u"ui/x/x.cpp includes QSqlQuery: only core/store knows SQL"_s});
        row("SQL shown by the store",
            {u"core/store/CMakeLists.txt"_s,
                u"signalbox_room(core_store PUBLIC Qt6::Sql PRIVATE SQLite::SQLite3)"_s,
                u"core/store/s.cpp"_s, u"#include <QSqlQuery>\n"_s},
            {u"core_store links Qt6::Sql, which is private to core_store"_s});
        row("a continuation of Qt's",
            {u"core/a/a.cpp"_s, u"send(x)\n    .then(done); // or\n"_s, u"core/a/a.h"_s,
                u"/// In place of f.then(x).\nbool then(int);\n"_s, u"ui/x/x.cpp"_s,
                u"QtFuture::whenAll(a, b);\n"_s},
            {u"core/a/a.cpp attaches to a future what Qt may run twice: see core/base/futures.h"_s,
                u"ui/x/x.cpp attaches to a future what Qt may run twice: see core/base/futures.h"_s});
        row("a circle",
            {u"core/b/CMakeLists.txt"_s, u"signalbox_room(core_b PRIVATE core_c)"_s,
                u"core/c/CMakeLists.txt"_s, u"signalbox_room(core_c PUBLIC core_b)"_s},
            {u"core_b depends on itself"_s, u"core_c depends on itself"_s});
    }

    void faultsAreFound()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, faults);
        QTemporaryDir folder;
        const auto write = [&](const QString &path, const QString &text) {
            const auto whole = folder.filePath(path);
            QDir().mkpath(QFileInfo(whole).path());
            QFile file(whole);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) == text.size());
        };
        write(u"core/a/CMakeLists.txt"_s, u"signalbox_room(core_a PUBLIC Qt6::Core)\n"_s);
        write(u"core/a/a.h"_s, u"#include <QString>\n"_s);
        for (qsizetype i = 0; i < files.size(); i += 2)
            write(files.at(i), files.at(i + 1));
        QCOMPARE(faultsOf(folder.path()), faults);
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
