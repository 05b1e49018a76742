// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionspage.h"

#include "ui/widgets/emptystate.h"

#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

ConnectionsPage::ConnectionsPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(new EmptyState(context.themes, u"connections"_s, tr("No connections yet"),
        tr("Services that need a password or a key, such as mail, databases or a shop, will stand here with "
           "their state and a test. They come with a later version. What rules can do today needs none: "
           "webhooks come in at the listener, and requests go out to any address.")));
}

QString ConnectionsPage::title() const
{
    return tr("Connections");
}

} // namespace signalbox
