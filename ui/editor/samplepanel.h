// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/rulesamples.h"

#include <QByteArray>
#include <QWidget>

class QToolButton;

namespace signalbox {

class EventPicker;
class FieldSample;
class JsonView;
class ThemeManager;

/// What expressions of the step can read, as a tree: values are dragged from it into fields, or put there
/// with Return or a double click. Above it the event is chosen whose data that is. It can be folded away.
/// Object names: "samplePanel", "sampleFold", "sampleEvent", "sampleTree". Thread: window.
class SamplePanel : public QWidget
{
    Q_OBJECT

public:
    SamplePanel(const ThemeManager &themes, const FieldSample &sample, QWidget *parent = nullptr);

    void setSamples(const RuleSamples &samples, Sequence chosen);

signals:
    void eventChosen(signalbox::Sequence event); ///< 0: the one that suits best
    void insertWanted(const QString &expression);

private:
    void nameAutomatic();
    void showSample();
    void setOpen(bool open);

    const ThemeManager &m_themes;
    const FieldSample &m_sample;
    QToolButton *m_fold;
    EventPicker *m_events;
    JsonView *m_tree;
    QByteArray m_shown;
    bool m_isChosen = false;
};

} // namespace signalbox
