// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/window/windowfixture.h"
#include "ui/editor/canvasview.h"
#include "ui/editor/palettetree.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/rulescene.h"

#include <QLabel>

namespace signalbox {

/// Hands in the rule editor of the whole program: what a person does to the canvas and beside it. The rules
/// page has to be in sight.
class EditorHands
{
public:
    explicit EditorHands(WindowFixture &fixture)
        : m_fixture(fixture)
        , m_canvas(fixture.await<CanvasView>(QStringLiteral("canvas")))
    {
        if (!m_canvas)
            qFatal("There is no canvas.");
    }

    CanvasView *canvas() const { return m_canvas; }
    RuleScene *scene() const { return static_cast<RuleScene *>(m_canvas->scene()); }
    const Rule &rule() const { return scene()->document()->rule(); }
    const StepItem *step(const char *id) const { return scene()->stepItem(StepId(QString::fromLatin1(id))); }
    QJsonObject config(const char *id) const { return rule().step(StepId(QString::fromLatin1(id)))->config; }
    static Link link(const char *from, const char *to, const char *port = "out")
    {
        return {
            StepId(QString::fromLatin1(from)), StepId(QString::fromLatin1(to)), QString::fromLatin1(port)};
    }

    // Places on the canvas' viewport.
    QPoint at(QPointF scenePlace) const { return m_canvas->mapFromScene(scenePlace); }
    QPoint middleOf(const char *id) const
    {
        return at(step(id)->mapToScene(stepgeometry::body(step(id)->look()).center()));
    }
    QPoint outOf(const char *id, const char *port = "out") const
    {
        return at(step(id)->outPort(QString::fromLatin1(port)));
    }
    QPoint inOf(const char *id) const { return at(step(id)->inPort()); }

    /// Carries a step type from the palette to here, where its middle will be.
    bool place(const QString &type, QPoint there)
    {
        auto *tree = m_fixture.await<PaletteTree>(QStringLiteral("paletteTree"));
        if (!tree || !tree->itemOf(type))
            return hands::refuse(QStringLiteral("the palette has no ") + type);
        return hands::carry(tree, tree->indexFromItem(tree->itemOf(type)), m_canvas->viewport(), there);
    }

    bool drag(QPoint from, QPoint to) { return hands::drag(m_canvas->viewport(), from, to); }
    bool select(const char *id) { return step(id) && hands::click(m_canvas->viewport(), middleOf(id)); }

    /// Types into a field of the inspector, in place of what stands there.
    bool fill(const QString &field, const QString &text)
    {
        auto *editor = m_fixture.await(QStringLiteral("field-") + field);
        auto *typedIn = editor && editor->focusProxy() ? editor->focusProxy() : editor;
        if (!hands::click(typedIn) || !typedIn->hasFocus())
            return hands::refuse(QStringLiteral("there is no typing in ") + field);
        hands::retype(text);
        return true;
    }

    /// What stands below the field, empty if nothing is wrong.
    QString problem(const QString &field)
    {
        const auto *label = m_fixture.seen<QLabel>(QStringLiteral("problem-") + field);
        return label ? label->text() : QString();
    }

private:
    WindowFixture &m_fixture;
    CanvasView *m_canvas;
};

} // namespace signalbox
