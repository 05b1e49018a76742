// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/editortoolbar.h"

#include "ui/editor/editoractions.h"
#include "ui/editor/pane.h"
#include "ui/editor/toggleswitch.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QUndoGroup>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QFrame *separator(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setFrameShape(QFrame::VLine);
    line->setFrameShadow(QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    line->setFixedHeight(Theme::unit * 2);
    return line;
}

} // namespace

EditorToolBar::EditorToolBar(
    const EditorActions &actions, QUndoGroup &history, const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_title(new QPushButton(this))
    , m_mark(new QLabel(this))
    , m_palette(new QToolButton(this))
    , m_run(new QPushButton(tr("Run now"), this))
    , m_publish(new QPushButton(tr("Publish"), this))
    , m_publishAction(new QAction(m_publish->text(), this))
    , m_switchText(new QLabel(this))
    , m_switch(new ToggleSwitch(themes, this))
{
    makePane(this);
    m_title->setObjectName(u"ruleTitle"_s);
    m_title->setProperty("flat", true);
    m_title->setToolTip(tr("Rename the rule"));
    auto font = themes.theme().textFont;
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_mark->setObjectName(u"draftMark"_s);
    m_mark->setProperty("role", u"muted"_s);
    // In a narrow window both give way to the buttons.
    m_title->setMinimumWidth(48);
    m_mark->setMinimumWidth(1);
    m_palette->setObjectName(u"paletteButton"_s);
    m_palette->setIcon(themes.icon(u"palette"_s));
    m_palette->setCheckable(true);
    m_palette->setChecked(true);
    m_palette->setAutoRaise(true);
    m_palette->setToolTip(tr("Show the step types"));
    m_palette->setAccessibleName(m_palette->toolTip());
    m_run->setObjectName(u"runButton"_s);
    m_run->setIcon(themes.icon(u"play"_s));
    m_publish->setObjectName(u"publishButton"_s);
    m_publish->setProperty("primary", true);
    m_switch->setObjectName(u"enableSwitch"_s);
    m_switch->setAccessibleName(tr("Rule is on"));
    m_switchText->setMinimumWidth(m_switchText->fontMetrics().horizontalAdvance(tr("Off")) + Theme::unit / 2);

    auto *undo = history.createUndoAction(this, tr("Undo"));
    undo->setIcon(themes.icon(u"undo"_s));
    undo->setShortcut(QKeySequence::Undo);
    auto *redo = history.createRedoAction(this, tr("Redo"));
    redo->setIcon(themes.icon(u"redo"_s));
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    for (auto *each : {undo, redo})
        each->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_publishAction->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_publishAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    if (parent)
        parent->addActions({undo, redo, m_publishAction});

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Theme::unit, Theme::unit / 2, Theme::unit * 2, Theme::unit / 2);
    layout->setSpacing(2);
    layout->addWidget(m_palette);
    layout->addWidget(m_title);
    layout->addWidget(m_mark);
    layout->addStretch(1);
    addButton(undo)->setObjectName(u"undoButton"_s);
    addButton(redo)->setObjectName(u"redoButton"_s);
    layout->addWidget(separator(this));
    addButton(actions.action(EditorActions::Add))->setObjectName(u"addStepButton"_s);
    addButton(actions.action(EditorActions::Tidy));
    layout->addSpacing(Theme::unit);
    layout->addWidget(m_run);
    layout->addSpacing(Theme::unit / 2);
    layout->addWidget(m_publish);
    layout->addSpacing(Theme::unit);
    layout->addWidget(m_switchText);
    layout->addWidget(m_switch);

    connect(m_run, &QPushButton::clicked, this, &EditorToolBar::runWanted);
    connect(m_publish, &QPushButton::clicked, this, &EditorToolBar::publishWanted);
    connect(m_publishAction, &QAction::triggered, m_publish, &QPushButton::click);
    connect(m_switch, &ToggleSwitch::wanted, this, &EditorToolBar::enableWanted);
    connect(m_title, &QPushButton::clicked, this, &EditorToolBar::renameWanted);
}

QToolButton *EditorToolBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text());
    static_cast<QHBoxLayout *>(layout())->addWidget(button);
    return button;
}

void EditorToolBar::setRule(const QString &name, const StoredRule *stored, bool isDraft)
{
    m_title->setText(buttonText(name.isEmpty() ? tr("Without a name") : name, 32));
    m_title->setAccessibleName(tr("Rule %1: rename").arg(name));
    const auto version = stored ? stored->version : 0;
    const bool isOn = stored && stored->enabled;
    m_mark->setText(version == 0 ? tr("Draft · never published")
            : isDraft && isOn    ? tr("Draft · live is version %1").arg(version)
            : isDraft            ? tr("Draft · version %1 is off").arg(version)
            : isOn               ? tr("Version %1 is live").arg(version)
                                 : tr("Version %1 is off").arg(version));
    m_publish->setEnabled(isDraft);
    m_publishAction->setEnabled(isDraft);
    m_publish->setToolTip(isDraft ? tr("Makes what you see the live version of the rule.")
                                  : tr("What you see is live already."));
    m_switch->setOn(isOn);
    m_switch->setToolTip(isOn ? tr("The rule is on. Switch it off.") : tr("The rule is off. Switch it on."));
    m_switchText->setText(isOn ? tr("On") : tr("Off"));
}

void EditorToolBar::setProblems(int count)
{
    m_publish->setAccessibleDescription(
        count > 0 ? tr("%n problem(s) to mend first", nullptr, count) : QString());
}

} // namespace signalbox
