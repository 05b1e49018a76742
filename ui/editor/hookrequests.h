// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/webhook/hooklog.h"
#include "ui/widgets/context.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace signalbox {

class RuleDocument;
class Surroundings;
struct HookTestAnswer;

/// Below the fields of a webhook: what came to it, each request with its verdict; one of them, or the next
/// one, becomes the sample that the steps after it are written with; and a test that sends one. Looks every
/// second while it is seen. Shows itself only for a step with a hook. Object names: "hookReach",
/// "hookListen", "hookTest", "hookTestAnswer", "hookTestEvent", "hookRequests",
/// "hookRequest", "hookUse", "hookShowEvent". Thread: window.
class HookRequests : public QWidget
{
    Q_OBJECT

public:
    HookRequests(const Context &context, Navigator &navigator, const Surroundings &surroundings,
        QWidget *parent = nullptr);

    /// Null document or a step that is none of this kind: hides.
    void setStep(RuleDocument *document, const StepId &step);

    void look(); ///< as once a second

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeList();
    void onEdited();
    void refresh();
    void showRequests(const QList<HookRequest> &requests);
    void showChosen();
    void listen(bool on);
    void test();
    void onTested(const Result<HookTestAnswer> &answer);
    void use(const HookRequest &request);
    void takeSample(const QByteArray &bytes, const QString &contentType, bool wasRefused);
    void say(const QString &text, bool isProblem);
    const HookRequest *chosen() const;

    Context m_context;
    Navigator &m_navigator;
    const Surroundings &m_surroundings;
    QPointer<RuleDocument> m_document;
    StepId m_step;
    QString m_path;

    QLabel *m_reach;
    QPushButton *m_listen;
    QPushButton *m_test;
    QLabel *m_answer;
    QToolButton *m_answerEvent;
    QLabel *m_empty;
    QListWidget *m_list;
    QWidget *m_detail;
    QLabel *m_verdict;
    QPlainTextEdit *m_text;
    QPushButton *m_use;
    QPushButton *m_showEvent;

    QTimer m_timer;
    QList<HookRequest> m_requests; ///< newest first
    qint64 m_listensAfter = -1; ///< number of the newest request when listening began; -1: it does not
    bool m_isTesting = false;
    Sequence m_testEvent = 0;
};

} // namespace signalbox
