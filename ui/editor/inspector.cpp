// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/inspector.h"

#include "ui/editor/pane.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulepanel.h"
#include "ui/editor/samplepanel.h"
#include "ui/editor/steppanel.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    makePane(area);
    makePane(content);
    return area;
}

} // namespace

Inspector::Inspector(const FieldParts &parts, QWidget *parent)
    : QStackedWidget(parent)
    , m_rule(new RulePanel(parts))
    , m_step(new StepPanel(parts))
    , m_ruleArea(scrolled(m_rule))
    , m_stepArea(scrolled(m_step))
    , m_sample(new SamplePanel(parts.themes, m_step->sample()))
    , m_several(new QLabel(this))
{
    setObjectName(u"inspector"_s);
    setAccessibleName(tr("Settings of what is selected"));
    addWidget(m_ruleArea);
    auto *page = new QSplitter(Qt::Vertical);
    page->addWidget(m_stepArea);
    page->addWidget(m_sample);
    page->setChildrenCollapsible(false);
    page->setStretchFactor(0, 2);
    page->setStretchFactor(1, 1);
    page->setSizes({440, 260});
    drawBorders(*page);
    addWidget(page);
    m_several->setAlignment(Qt::AlignCenter);
    m_several->setWordWrap(true);
    m_several->setProperty("role", u"muted"_s);
    addWidget(m_several);
    makePane(this);
    for (auto *name : {m_rule->name(), m_step->name()})
        connect(name, &QLineEdit::returnPressed, this, &Inspector::left);
    connect(m_sample, &SamplePanel::eventChosen, this, &Inspector::sampleChosen);
    connect(m_sample, &SamplePanel::insertWanted, m_step, &StepPanel::insertExpression);
}

void Inspector::setDocument(RuleDocument *document)
{
    m_document = document;
    m_shown = {};
    m_ruleArea->verticalScrollBar()->setValue(0);
    m_problems.clear();
    m_rule->setDocument(document);
    m_step->setStep(document, {});
    setCurrentIndex(0);
    setEnabled(document != nullptr);
}

void Inspector::showSteps(const QList<StepId> &steps)
{
    if (m_document)
        m_document->endMerging();
    if (steps.size() == 1) {
        if (m_shown != steps.first())
            m_stepArea->verticalScrollBar()->setValue(0);
        m_shown = steps.first();
        m_step->setStep(m_document, steps.first());
        m_step->setProblems(m_problems);
        m_sample->setVisible(m_step->hasCode());
        setCurrentIndex(1);
        return;
    }
    m_several->setText(tr("%n steps are selected.", nullptr, int(steps.size())));
    setCurrentIndex(steps.isEmpty() ? 0 : 2);
}

void Inspector::setProblems(const QList<Problem> &problems)
{
    m_problems = problems;
    m_rule->setProblems(problems);
    m_step->setProblems(problems);
}

void Inspector::setSamples(const RuleSamples &samples, Sequence chosen)
{
    m_step->setSamples(samples);
    m_sample->setSamples(samples, chosen);
}

void Inspector::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit left();
    else
        QStackedWidget::keyPressEvent(event);
}

void Inspector::focusName()
{
    if (currentIndex() == 1)
        m_step->focusName();
    else
        m_rule->focusName();
}

void Inspector::focusField(const QString &key)
{
    if (currentIndex() != 1) {
        m_rule->focusField(key);
        return;
    }
    if (!m_step->focusField(key))
        m_step->focusName();
}

} // namespace signalbox
