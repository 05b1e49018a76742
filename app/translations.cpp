// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace signalbox {

using namespace Qt::StringLiterals;

void installTranslations(QCoreApplication &application)
{
    const auto folder = u":/i18n"_s;
    // The one installed last is asked first.
    auto *english = new QTranslator(&application);
    if (english->load(u"signalbox_en"_s, folder))
        QCoreApplication::installTranslator(english);
    auto *own = new QTranslator(&application);
    const QLocale locale;
    if (locale.language() != QLocale::English && own->load(locale, u"signalbox"_s, u"_"_s, folder))
        QCoreApplication::installTranslator(own);
}

} // namespace signalbox
