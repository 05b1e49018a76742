// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/referencemenu.h"

#include "ui/widgets/plaintext.h"

#include <QCoreApplication>
#include <QMenu>

namespace signalbox {

using namespace Qt::StringLiterals;

void fillReferenceMenu(
    QMenu &menu, const QList<Reference> &references, const std::function<void(const QString &path)> &choose)
{
    for (const auto &reference : references) {
        const auto title = buttonText(reference.title);
        if (reference.members.isEmpty()) {
            // What stands behind the tab is shown at the right, as shortcuts are.
            const auto text
                = reference.preview.isEmpty() ? title : title + u'\t' + buttonText(reference.preview, 40);
            menu.addAction(text, &menu, [choose, path = reference.path] { choose(path); });
            continue;
        }
        auto *members = menu.addMenu(title);
        members->addAction(QCoreApplication::translate("ReferenceMenu", "All of it"), members,
            [choose, path = reference.path] { choose(path); });
        members->addSeparator();
        fillReferenceMenu(*members, reference.members, choose);
    }
}

} // namespace signalbox
