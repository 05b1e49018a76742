// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window.h"

#include "app/client.h"
#include "app/signals.h"
#include "app/translations.h"
#include "app/window/otherprogram.h"
#include "app/window/takeoverdialog.h"
#include "app/window/windowprogram.h"
#include "ui/theme/logo.h"

#include <QApplication>
#include <QMessageBox>
#include <QThread>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A command line that opened the folder itself has it for a moment.
constexpr auto patience = 3s;
constexpr auto tryEvery = 100ms;

Exit refuse(QApplication &application, const Error &error)
{
    TerminalOutput().message(error.message);
    const ThemeManager themes(application);
    QMessageBox box(QMessageBox::NoIcon, QApplication::translate("Window", "Signalbox"), error.message);
    box.setTextFormat(Qt::PlainText);
    box.setIconPixmap(logoIcon().pixmap(48));
    box.setWindowIcon(logoIcon());
    box.exec();
    return Exit::Unreachable;
}

/// Whether the way is free; the user may have wanted to leave it as it is.
bool wayIsFree(QApplication &application, const DataFolder &folder)
{
    const OtherProgram other(folder);
    switch (other.kind()) {
    case OtherProgram::Kind::None:
        return true;
    case OtherProgram::Kind::Window:
        return !other.show(); // it just ended, if it could not
    case OtherProgram::Kind::Serve: {
        const ThemeManager themes(application);
        return TakeoverDialog(other, folder.path()).exec() == QDialog::Accepted;
    }
    }
    Q_UNREACHABLE();
}

bool isHeldByAnother(const Error &error)
{
    bool isProcess = false;
    error.context.toLongLong(&isProcess); // see DataFolder::lock
    return error.code == Error::Code::Unavailable && isProcess;
}

} // namespace

Exit openWindow(int &argc, char **argv, const QString &dataDir)
{
    QApplication application(argc, argv);
    installTranslations(application);
    QApplication::setQuitOnLastWindowClosed(false); // the tray may go on
    QApplication::setDesktopFileName(u"signalbox"_s);
    // exit and not quit: that one asks the windows, and a signal is no question.
    onTermination(&application, [] { QCoreApplication::exit(0); });

    auto folder = DataFolder::open(dataDir);
    if (!folder)
        return refuse(application, folder.error());
    const auto path = folder->path();
    if (!wayIsFree(application, *folder))
        return Exit::Done;
    auto program = WindowProgram::open(application, std::move(*folder));
    for (auto waited = 0ms; !program && isHeldByAnother(program.error()) && waited < patience;
         waited += tryEvery) {
        QThread::msleep(tryEvery.count());
        if (folder = DataFolder::open(path); folder)
            program = WindowProgram::open(application, std::move(*folder));
    }
    if (!program)
        return refuse(application, program.error());
    QObject::connect(program->get(), &WindowProgram::ended, &application, [] { QCoreApplication::exit(0); });
    (*program)->window().show();
    QCoreApplication::exec();
    return Exit::Done;
}

} // namespace signalbox
