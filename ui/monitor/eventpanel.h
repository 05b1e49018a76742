// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/monitor/eventstory.h"
#include "ui/widgets/context.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace signalbox {

class Facts;
class JsonView;
class LinkRow;
class RuleNames;

/// One event beside the table: what it says, what caused it and what it caused. Its data is read once; the
/// runs stay live while the panel is seen.
///
/// Object names: `makeRule`, `tryExpressions`, `copyEvent`, `closeEvent`, `eventTabs` with `eventData`,
/// `eventRequest` and `eventDetails`; of the links `causeEvent`, `causeRun`, `startedRun`, `causedEvent`.
/// Thread: window.
class EventPanel : public QWidget
{
    Q_OBJECT

public:
    EventPanel(
        const Context &context, Navigator &navigator, const RuleNames &names, QWidget *parent = nullptr);

    void open(Sequence sequence);
    void refreshTimes(); ///< "5 s ago" has become "6 s ago"
    Sequence sequence() const { return m_sequence; } ///< 0: none yet
    JsonView *dataView() const { return m_data; }

    QSize sizeHint() const override;

signals:
    void closed(); ///< the user asked to close it
    void shown(); ///< the event that was asked for is there, or a sentence that says why not

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showOrigin(const EventOrigin &origin);
    void showData(const Event &event);
    void showDetails(const Event &event);
    void readConsequences();
    void showConsequences();
    LinkRow *addLink(QVBoxLayout *place, const QString &text, const QString &remark);
    LinkRow *addEventLink(QVBoxLayout *place, const Event &event);
    void copyJson();

    Context m_context;
    Navigator &m_navigator;
    const RuleNames &m_names;
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_place;
    QPushButton *m_makeRule;
    QPushButton *m_try;
    QPushButton *m_copy;
    QWidget *m_story;
    QVBoxLayout *m_causes;
    QVBoxLayout *m_effects;
    QTabWidget *m_tabs;
    JsonView *m_data;
    JsonView *m_request;
    Facts *m_details;
    QTimer m_refresh; ///< one look at what it caused, however often runs change
    Sequence m_sequence = 0;
    std::optional<Event> m_event;
    EventConsequences m_consequences;
    quint64 m_generation = 0; ///< of the event asked for, so that a late answer about another one is dropped
    bool m_asked = false;
};

} // namespace signalbox
