// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspage.h"

#include "ui/settings/aboutsection.h"
#include "ui/settings/choicesetting.h"
#include "ui/settings/foldersection.h"
#include "ui/settings/storagesection.h"
#include "ui/settings/webhooksection.h"

#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int columnWidth = 88 * Theme::unit;

/// As high as its texts need at its width, which a scroll area does not ask for.
class ScrolledColumn : public QWidget
{
public:
    QSize minimumSizeHint() const override
    {
        return {layout()->minimumSize().width(), layout()->totalHeightForWidth(width())};
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        if (event->oldSize().width() != event->size().width())
            updateGeometry();
    }
};

} // namespace

SettingsPage::SettingsPage(
    const Context &context, Navigator &navigator, const QString &dataFolder, QWidget *parent)
    : PageWidget(context, navigator, parent)
{
    auto *content = new ScrolledColumn;
    // A row around it, since a column would reckon its items' heights for its own width and not for theirs.
    auto *row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    auto *sections = new QWidget;
    sections->setMaximumWidth(columnWidth);
    row->addWidget(sections, 1);
    row->addStretch();
    auto *column = new QVBoxLayout(sections);
    column->setContentsMargins(2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit, 2 * Theme::unit);
    column->setSpacing(2 * Theme::unit);
    for (SettingsSection *section : {static_cast<SettingsSection *>(new WebhookSection(context)),
             makeAppearance(), makeClosing(), static_cast<SettingsSection *>(new StorageSection(context)),
             static_cast<SettingsSection *>(new FolderSection(context, navigator, dataFolder)),
             static_cast<SettingsSection *>(new AboutSection)}) {
        column->addWidget(section);
    }
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

SettingsSection *SettingsPage::makeAppearance()
{
    return new ChoiceSetting(context(), tr("Colours"), {}, u"theme"_s,
        {{u"system"_s, tr("As the system")}, {u"light"_s, tr("Light")}, {u"dark"_s, tr("Dark")}},
        u"system"_s);
}

SettingsSection *SettingsPage::makeClosing()
{
    return new ChoiceSetting(context(), tr("When the window is closed"),
        tr("On a desktop without a tray the program ends with its window."), u"closing"_s,
        {{u"ask"_s, tr("Ask")}, {u"tray"_s, tr("Go on running in the tray")}, {u"quit"_s, tr("Quit")}},
        u"ask"_s);
}

} // namespace signalbox
