// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/samplepanel.h"

#include "ui/editor/fieldsample.h"
#include "ui/editor/pane.h"
#include "ui/expression/eventpicker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/jsonmodel.h"
#include "ui/widgets/jsonview.h"

#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// What came in is looked for most, so it stands above what is said about it.
Value dataFirst(const Value &event)
{
    const auto entries = event.entries();
    std::vector<MapEntry> ordered(entries.begin(), entries.end());
    std::stable_partition(ordered.begin(), ordered.end(),
        [](const MapEntry &entry) { return entry.key.toQString() == u"data"; });
    return Value::map(std::move(ordered));
}

} // namespace

SamplePanel::SamplePanel(const ThemeManager &themes, const FieldSample &sample, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_sample(sample)
    , m_fold(new QToolButton(this))
    , m_events(new EventPicker(this))
    , m_tree(new JsonView(themes, this))
{
    setObjectName(u"samplePanel"_s);
    m_fold->setObjectName(u"sampleFold"_s);
    m_fold->setText(tr("Sample"));
    m_fold->setToolTip(
        tr("What expressions can read here. Drag a value into a field, or press Return on it."));
    m_fold->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_fold->setAutoRaise(true);
    m_fold->setCheckable(true);
    m_events->setObjectName(u"sampleEvent"_s);
    m_tree->setObjectName(u"sampleTree"_s);
    m_tree->tree()->setAccessibleName(tr("What expressions can read"));
    m_tree->tree()->setAccessibleDescription(tr("Return puts a value into the field."));
    m_tree->tree()->setExpandsOnDoubleClick(false);
    m_tree->tree()->setIndentation(Theme::unit + Theme::unit / 2); // names are read in little room
    makePane(this);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(Theme::unit, Theme::unit / 2, Theme::unit, 0);
    head->setSpacing(Theme::unit / 2);
    head->addWidget(m_fold);
    head->addWidget(m_events, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Theme::unit / 2);
    layout->setSpacing(Theme::unit / 2);
    layout->addLayout(head);
    layout->addWidget(m_tree, 1);
    connect(m_fold, &QToolButton::clicked, this, &SamplePanel::setOpen);
    connect(m_events, &EventPicker::chosen, this, &SamplePanel::eventChosen);
    connect(m_tree->tree(), &QTreeView::activated, this,
        [this](const QModelIndex &index) { emit insertWanted(m_tree->model()->path(index, u""_s)); });
    connect(&sample, &FieldSample::changed, this, &SamplePanel::showSample);
    connect(&themes, &ThemeManager::changed, this, [this] { setOpen(m_fold->isChecked()); });
    setSamples({}, 0);
    setOpen(true);
    showSample();
}

void SamplePanel::setSamples(const RuleSamples &samples, Sequence chosen)
{
    m_isChosen = chosen != 0;
    nameAutomatic();
    m_events->setEvents(samples.fitting, samples.others, chosen);
}

/// What is shown when nothing is chosen: as the sample itself says.
void SamplePanel::nameAutomatic()
{
    const auto &title = m_sample.value().title;
    m_events->setAutomatic(m_isChosen || title.isEmpty() ? tr("As the trigger has it") : title);
}

void SamplePanel::showSample()
{
    nameAutomatic();
    const auto &sample = m_sample.value();
    std::vector<std::pair<std::string, Value>> names;
    for (const auto &[name, value] : sample.names) {
        if (!value.isNull())
            names.emplace_back(name, name == "event" ? dataFirst(value) : value);
    }
    if (names.empty()) {
        m_shown.clear();
        m_tree->setMessage(tr("The rule has no trigger yet, so nothing is known about its event."));
        return;
    }
    const auto shown = Value::map(std::move(names)).toJson();
    if (shown == m_shown)
        return; // what somebody opened stays open
    m_shown = shown;
    m_tree->setLabels(sample.labels);
    m_tree->setContent(shown, true, u""_s);
}

void SamplePanel::setOpen(bool open)
{
    m_fold->setChecked(open);
    m_fold->setIcon(m_themes.icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_tree->setVisible(open);
    // Closed it is its head alone, whatever room there is.
    setMaximumHeight(open ? QWIDGETSIZE_MAX : m_events->sizeHint().height() + 2 * Theme::unit);
}

} // namespace signalbox
