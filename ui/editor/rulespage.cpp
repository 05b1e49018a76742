// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rulespage.h"

#include "ui/editor/hooksections.h"
#include "ui/editor/livestates.h"
#include "ui/editor/pane.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/ruleeditor.h"
#include "ui/editor/rulelistpanel.h"
#include "ui/editor/ruleshelf.h"
#include "ui/editor/surroundingsreader.h"
#include "ui/widgets/emptystate.h"

#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int listWidth = 200;

} // namespace

RulesPage::RulesPage(const Context &context, Navigator &navigator, QWidget *parent)
    : PageWidget(context, navigator, parent)
    , m_shelf(new RuleShelf(context, this))
    , m_surroundings(new SurroundingsReader(context, *m_shelf, this))
    , m_list(new RuleListPanel(context, navigator, *m_shelf))
    , m_editor(new RuleEditor(context, navigator, m_surroundings->surroundings()))
    , m_stack(new QStackedWidget(this))
    , m_right(new QStackedWidget)
    , m_new(new QPushButton(tr("New rule"), this))
{
    m_new->setObjectName(u"newRuleButton"_s);
    m_new->setProperty("primary", true);
    const auto paint = [this] { m_new->setIcon(this->context().themes.icon(u"add"_s, theme().accentText)); };
    connect(&context.themes, &ThemeManager::changed, this, paint);
    paint();
    m_right->addWidget(makeNoChoice());
    new HookSections(context, navigator, m_surroundings->surroundings(), m_editor);
    m_right->addWidget(m_editor);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->addWidget(m_list);
    splitter->addWidget(m_right);
    drawBorders(*splitter);
    makePane(m_list);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({listWidth, 1000});
    m_list->setMinimumWidth(144);
    m_stack->addWidget(new QWidget); // while nothing is read yet, nothing is claimed
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectParts();
    refresh();
}

RulesPage::~RulesPage()
{
    m_editor->setDocument(nullptr, nullptr); // the documents go with the shelf
}

QWidget *RulesPage::headerWidget()
{
    return m_new;
}

QWidget *RulesPage::makeEmptyState()
{
    auto *empty = new EmptyState(context().themes, u"rule"_s, tr("No rules yet"),
        tr("A rule says what happens by itself: when a request comes in, a form is sent, a status changes or "
           "a time is reached, its steps are done one after the other."),
        this);
    empty->addAction(tr("New rule"), [this] { newRule(); })->setObjectName(u"firstRuleButton"_s);
    empty->addAction(tr("Import …"), [this] { m_list->chooseImport(); });
    return empty;
}

QWidget *RulesPage::makeNoChoice()
{
    return new EmptyState(
        context().themes, u"rule"_s, tr("Choose a rule"), tr("It opens here, to be read and changed."), this);
}

void RulesPage::connectParts()
{
    connect(m_new, &QPushButton::clicked, this, &RulesPage::newRule);
    connect(m_list, &RuleListPanel::chosen, this, &RulesPage::display);
    connect(m_list, &RuleListPanel::enableWanted, m_shelf, &RuleShelf::setEnabled);
    connect(m_shelf, &RuleShelf::changed, this, &RulesPage::refresh);
    connect(m_shelf, &RuleShelf::draftChanged, this, [this](const RuleId &rule) {
        if (rule == m_shown)
            m_editor->setStored(m_shelf->stored(rule), m_shelf->isDraft(rule));
    });
    connect(m_shelf, &RuleShelf::failed, this, &RulesPage::onFailed);
    connect(m_shelf, &RuleShelf::published, this, [this](const RuleId &rule, int version, bool isOn) {
        if (rule == m_shown)
            m_editor->say({});
        const auto said = isOn ? tr("Version %1 of \"%2\" is live.")
                               : tr("Version %1 of \"%2\" is published. The rule is off.");
        emit navigator().say(said.arg(version).arg(m_shelf->current(rule).name));
    });
    connect(m_editor, &RuleEditor::publishWanted, this, [this] { m_shelf->publish(m_shown); });
    connect(m_editor, &RuleEditor::enableWanted, this, [this](bool on) { m_shelf->setEnabled(m_shown, on); });
}

void RulesPage::onFailed(const RuleId &rule, const Error &error)
{
    if (!rule.isEmpty() && rule == m_shown)
        m_editor->say(error.message);
    else
        emit navigator().say(error.message, true);
}

void RulesPage::refresh()
{
    if (!m_shelf->isLoaded() && m_shelf->rules().isEmpty())
        return;
    m_stack->setCurrentIndex(m_shelf->rules().isEmpty() ? 1 : 2);
    if (!m_wanted.isEmpty() && m_shelf->stored(m_wanted)) {
        display(std::exchange(m_wanted, {}));
        return;
    }
    if (m_shown.isEmpty() || !m_shelf->stored(m_shown)) {
        // The page is never without a rule while there is one.
        display(m_shelf->rules().isEmpty() ? RuleId() : m_shelf->rules().first().draft.id);
        return;
    }
    m_editor->setStored(m_shelf->stored(m_shown), m_shelf->isDraft(m_shown));
}

void RulesPage::display(const RuleId &rule)
{
    if (!m_shown.isEmpty())
        m_shelf->save(m_shown);
    auto *document = m_shelf->open(rule);
    m_shown = document ? rule : RuleId();
    m_editor->setDocument(document, document ? m_shelf->states(rule) : nullptr);
    m_editor->setStored(m_shelf->stored(rule), m_shelf->isDraft(rule));
    m_right->setCurrentIndex(document ? 1 : 0);
    m_list->setCurrent(m_shown);
}

void RulesPage::openRule(const RuleId &rule)
{
    if (m_shelf->stored(rule))
        display(rule);
    else
        m_wanted = rule;
}

void RulesPage::create(const Rule &rule)
{
    display(m_shelf->create(rule));
    m_editor->focusName();
}

void RulesPage::newRule()
{
    Rule rule;
    rule.name = tr("New rule");
    create(rule);
}

void RulesPage::newRuleFromEvent(const Event &event)
{
    Rule rule;
    Step trigger;
    const auto path = event.request.value(u"path"_s).toString();
    if (const auto prefix = u"/hook/"_s; path.startsWith(prefix)) {
        trigger.type = u"webhook"_s;
        trigger.config = {{u"path"_s, path.mid(prefix.size())}};
    } else {
        trigger.type = u"event"_s;
        trigger.config = {{u"type"_s, event.type}};
    }
    const auto *type = context().catalog.find(trigger.type);
    trigger.id = rule.freeStepId(trigger.type);
    trigger.name = type ? type->title : QString();
    rule.name = tr("On %1").arg(trigger.config.begin()->toString());
    rule.steps = {trigger};
    rule.layout = {{trigger.id, {}}};
    create(rule);
}

void RulesPage::showEvent(QShowEvent *event)
{
    PageWidget::showEvent(event);
    m_surroundings->readEventTypes();
    m_surroundings->readConnections();
}

void RulesPage::hideEvent(QHideEvent *event)
{
    PageWidget::hideEvent(event);
    m_shelf->saveAll();
}

} // namespace signalbox
