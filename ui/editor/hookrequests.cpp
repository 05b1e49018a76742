// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/hookrequests.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/webhook/preset.h"
#include "ui/editor/hookaddress.h"
#include "ui/editor/ruledocument.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/timetext.h"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QUrlQuery>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

// A sample is part of the rule, which is copied, kept in versions and sent around.
constexpr qsizetype largestSample = 64LL * 1024;
constexpr int rowsSeen = 6;

using Verdict = HookRequest::Verdict;

/// The verdict in a word or two; the sentence is verdictText()'s.
QString wordFor(const HookRequest &request)
{
    switch (request.verdict) {
    case Verdict::Pending:
        return HookRequests::tr("on its way");
    case Verdict::Accepted:
        return request.isUnrouted ? HookRequests::tr("logged only") : HookRequests::tr("accepted");
    case Verdict::Duplicate:
        return HookRequests::tr("duplicate");
    case Verdict::Answered:
        return HookRequests::tr("question answered");
    case Verdict::WrongSignature:
        return !request.shortfall.header.isEmpty() ? HookRequests::tr("not signed")
            : !request.shortfall.age               ? HookRequests::tr("wrong signature")
            : *request.shortfall.age < 0s          ? HookRequests::tr("too early")
                                                   : HookRequests::tr("too old");
    case Verdict::NoSecret:
        return HookRequests::tr("no secret here");
    case Verdict::WrongMethod:
        return HookRequests::tr("other method");
    case Verdict::OtherHost:
        return HookRequests::tr("other host");
    case Verdict::WebPage:
        return HookRequests::tr("from a web page");
    case Verdict::WrongEncoding:
        return HookRequests::tr("packed otherwise");
    case Verdict::TooLarge:
        return HookRequests::tr("too large");
    case Verdict::TooSlow:
        return HookRequests::tr("too slow");
    case Verdict::BadBody:
        return HookRequests::tr("unreadable");
    case Verdict::Full:
        return HookRequests::tr("no room");
    case Verdict::Failed:
        return HookRequests::tr("failed");
    }
    Q_UNREACHABLE();
}

QIcon iconFor(const HookRequest &request, const ThemeManager &themes)
{
    const auto &theme = themes.theme();
    const auto look = request.isRefused()     ? std::pair(u"failed"_s, theme.failed)
        : request.verdict == Verdict::Pending ? std::pair(u"waiting"_s, theme.waiting)
        : request.verdict == Verdict::Accepted && !request.isUnrouted
        ? std::pair(u"succeeded"_s, theme.succeeded)
        : std::pair(u"skipped"_s, theme.skipped);
    return themes.pixmap(look.first, look.second, Theme::iconSize, 2);
}

QString rowText(const HookRequest &request, Instant now)
{
    return u"%1 · %2 · %3"_s.arg(
        wordFor(request), QString::fromUtf8(request.method), relativeTime(request.time, now));
}

/// Everything that is known of a request, as text. Data of others: plain, and nothing of it is a link.
QString textOf(const HookRequest &request)
{
    QStringList lines{
        u"%1 %2"_s.arg(QString::fromUtf8(request.method), request.record.value(u"path").toString())};
    const auto query = request.record.value(u"query").toObject();
    for (auto it = query.begin(); it != query.end(); ++it)
        lines += u"  ?%1=%2"_s.arg(it.key(), it->toVariant().toString());
    const auto headers = request.record.value(u"headers").toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        lines += u"%1: %2"_s.arg(it.key(), it->toVariant().toString());
    if (request.body.isEmpty())
        return lines.join(u'\n');
    lines += QString();
    lines += QString::fromUtf8(request.body);
    if (request.isBodyCut())
        lines += HookRequests::tr("… %1 in all").arg(sizeText(request.bodySize));
    return lines.join(u'\n');
}

void setRole(QWidget *widget, const QString &role)
{
    widget->setProperty("role", role);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QLabel *makeText(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

/// The data of an event as its body says: JSON, else the fields of a form, else text.
QJsonValue dataOf(const QByteArray &body, const QString &contentType)
{
    if (const auto json = parseJson(body))
        return *json;
    if (!contentType.startsWith(u"application/x-www-form-urlencoded"_s))
        return QString::fromUtf8(body);
    QJsonObject fields;
    auto query = QString::fromUtf8(body);
    for (const auto &[name, value] : QUrlQuery(query.replace(u'+', u"%20"_s)).queryItems(QUrl::FullyDecoded))
        fields.insert(name, value);
    return fields;
}

} // namespace

HookRequests::HookRequests(
    const Context &context, Navigator &navigator, const Surroundings &surroundings, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_navigator(navigator)
    , m_surroundings(surroundings)
    , m_reach(makeText(u"hookReach"_s, this))
    , m_listen(new QPushButton(this))
    , m_test(new QPushButton(tr("Send a test"), this))
    , m_answer(makeText(u"hookTestAnswer"_s, this))
    , m_answerEvent(new QToolButton(this))
    , m_empty(makeText(u"hookNoRequests"_s, this))
    , m_list(new QListWidget(this))
    , m_detail(new QWidget(this))
    , m_verdict(makeText(u"hookVerdict"_s, this))
    , m_text(new QPlainTextEdit(this))
    , m_use(new QPushButton(tr("Use as sample"), this))
    , m_showEvent(new QPushButton(tr("Show event"), this))
{
    auto *heading = new QLabel(tr("Requests"), this);
    heading->setProperty("role", u"label"_s);
    m_reach->setProperty("role", u"muted"_s);
    m_listen->setObjectName(u"hookListen"_s);
    m_listen->setCheckable(true);
    m_listen->setToolTip(
        tr("The next request to this address becomes the sample, also while the rule is off."));
    m_test->setObjectName(u"hookTest"_s);
    m_test->setToolTip(
        tr("Signs a request as the sender would, and really sends it to this address. If the rule is on, it "
           "runs."));
    m_answerEvent->setObjectName(u"hookTestEvent"_s);
    m_answerEvent->setText(tr("Show its event"));
    m_answerEvent->setAutoRaise(true);
    m_answerEvent->hide();
    m_answer->hide();
    m_empty->setProperty("role", u"muted"_s);
    makeList();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Theme::unit, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(heading);
    layout->addWidget(m_reach);
    layout->addWidget(m_listen);
    layout->addWidget(m_test);
    layout->addWidget(m_answer);
    layout->addWidget(m_answerEvent, 0, Qt::AlignLeading);
    layout->addWidget(m_empty);
    layout->addWidget(m_list);
    layout->addWidget(m_detail);

    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &HookRequests::look);
    connect(m_listen, &QPushButton::clicked, this, &HookRequests::listen);
    connect(m_test, &QPushButton::clicked, this, &HookRequests::test);
    connect(m_answerEvent, &QToolButton::clicked, this, [this] { emit m_navigator.showEvent(m_testEvent); });
    connect(&surroundings, &Surroundings::changed, this, &HookRequests::refresh);
    connect(&context.themes, &ThemeManager::changed, this, [this] {
        m_requests.clear(); // their icons have the colours of the theme
        look();
    });
    showRequests({});
    listen(false);
    hide();
}

void HookRequests::makeList()
{
    m_list->setObjectName(u"hookRequests"_s);
    m_list->setAccessibleName(tr("Last requests"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_text->setObjectName(u"hookRequest"_s);
    m_text->setAccessibleName(tr("The request"));
    m_text->setReadOnly(true);
    m_text->setFont(m_context.themes.theme().monoFont);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setFixedHeight(18 * Theme::unit);
    m_text->setTabChangesFocus(true);
    m_use->setObjectName(u"hookUse"_s);
    m_showEvent->setObjectName(u"hookShowEvent"_s);
    auto *layout = new QVBoxLayout(m_detail);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_verdict);
    layout->addWidget(m_text);
    layout->addWidget(m_use);
    layout->addWidget(m_showEvent);
    connect(m_list, &QListWidget::currentRowChanged, this, &HookRequests::showChosen);
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const auto *request = chosen())
            use(*request);
    });
    connect(m_showEvent, &QPushButton::clicked, this, [this] {
        if (const auto *request = chosen())
            emit m_navigator.showEvent(request->event);
    });
}

void HookRequests::setStep(RuleDocument *document, const StepId &step)
{
    if (m_document)
        disconnect(m_document, nullptr, this, nullptr);
    if (document != m_document || step != m_step) {
        listen(false);
        say({}, false);
        m_list->setCurrentRow(-1);
    }
    m_document = document;
    m_step = step;
    if (m_document)
        connect(m_document, &RuleDocument::changed, this, &HookRequests::onEdited);
    refresh();
}

void HookRequests::onEdited()
{
    if (!m_listen->isChecked() && !m_isTesting)
        say({}, false); // it was about the rule as it was
    refresh();
}

void HookRequests::refresh()
{
    const auto path = m_document ? hookPathOf(m_document->rule(), m_step) : std::nullopt;
    setVisible(path.has_value());
    if (!path)
        return;
    m_reach->setText(reachOf(m_surroundings.publicBase(), m_surroundings.listener()));
    const bool isReady = !path->isEmpty() && !m_surroundings.listener().isEmpty();
    m_listen->setEnabled(isReady);
    m_test->setEnabled(isReady);
    if (m_path != *path) {
        m_path = *path;
        showRequests({});
        look();
    }
    m_empty->setText(m_path.isEmpty() ? tr("Requests are shown here once the address has a path.")
                                      : tr("Nothing came here since Signalbox was started."));
    m_listen->setVisible(!m_path.isEmpty());
    m_test->setVisible(!m_path.isEmpty());
}

void HookRequests::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start();
    look();
}

void HookRequests::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void HookRequests::look()
{
    const auto requests = m_path.isEmpty() ? QList<HookRequest>() : m_context.engine.hookRequests(m_path);
    if (requests != m_requests || m_list->count() != requests.size())
        showRequests(requests);
    for (int row = 0; row < m_list->count(); ++row) // time goes on
        m_list->item(row)->setText(rowText(m_requests[row], m_context.clock.now()));
    if (m_listensAfter < 0 || requests.isEmpty() || requests.first().number <= m_listensAfter
        || requests.first().verdict == Verdict::Pending || requests.first().verdict == Verdict::Answered)
        return;
    const auto &came = requests.first();
    listen(false);
    m_list->setCurrentRow(0);
    use(came);
}

void HookRequests::showRequests(const QList<HookRequest> &requests)
{
    const auto *before = chosen();
    const auto number = before ? before->number : 0;
    m_requests = requests;
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    const auto now = m_context.clock.now();
    for (const auto &request : requests) {
        auto *item = new QListWidgetItem(iconFor(request, m_context.themes), rowText(request, now), m_list);
        item->setToolTip(exactTime(request.time) + u'\n' + verdictText(request));
        item->setData(Qt::AccessibleDescriptionRole, verdictText(request));
        if (request.number == number)
            m_list->setCurrentItem(item);
    }
    const auto rows = std::clamp(int(requests.size()), 1, rowsSeen);
    const int height = requests.isEmpty() ? 0 : m_list->sizeHintForRow(0) * rows + 2 * m_list->frameWidth();
    m_list->setFixedHeight(std::max(height, 1));
    m_list->setVisible(!requests.isEmpty());
    m_empty->setVisible(requests.isEmpty());
    showChosen();
}

const HookRequest *HookRequests::chosen() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_requests.size() ? &m_requests[row] : nullptr;
}

void HookRequests::showChosen()
{
    const auto *request = chosen();
    m_detail->setVisible(request != nullptr);
    if (!request)
        return;
    m_verdict->setText(verdictText(*request));
    setRole(m_verdict, request->isRefused() ? u"problem"_s : u"muted"_s);
    if (const auto text = textOf(*request); m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_use->setEnabled(!request->body.isEmpty());
    m_showEvent->setVisible(request->event > 0);
}

void HookRequests::listen(bool on)
{
    m_listensAfter = -1;
    if (on) {
        const auto seen = m_context.engine.hookRequests(m_path);
        m_listensAfter = seen.isEmpty() ? 0 : seen.first().number;
        say(tr("Waiting for the next request to this address. Do now at the sender what sends one."), false);
    } else if (m_listen->isChecked()) {
        say({}, false);
    }
    m_listen->setChecked(on);
    m_listen->setText(on ? tr("Waiting … cancel") : tr("Listen for a sample"));
    m_listen->setIcon(m_context.themes.icon(on ? u"waiting"_s : u"signal"_s));
}

void HookRequests::use(const HookRequest &request)
{
    if (request.event == 0 || !request.isBodyCut()) {
        if (request.isBodyCut())
            say(tr("What is left of this request is too little for a sample: it was larger, and was "
                   "refused."),
                true);
        else
            takeSample(request.body, request.contentType, request.isRefused());
        return;
    }
    const auto answer = m_context.readers.ask(
        [sequence = request.event](Reader &reader) { return reader.event(sequence); });
    whenReady(answer, this, [this](const Result<Event> &event) {
        if (event)
            takeSample(event->data.value_or(QByteArray()), event->dataContentType, false);
        else
            say(event.error().message, true);
    });
}

void HookRequests::takeSample(const QByteArray &bytes, const QString &contentType, bool wasRefused)
{
    if (!m_document || !m_document->rule().step(m_step))
        return;
    if (bytes.isEmpty() || bytes.size() > largestSample) {
        say(bytes.isEmpty()
                ? tr("This request has no data that could be a sample.")
                : tr("This request is larger than a sample may be (%1).").arg(sizeText(largestSample)),
            true);
        return;
    }
    m_document->endMerging();
    m_document->setConfig(m_step, u"sample"_s, dataOf(bytes, contentType));
    m_document->endMerging();
    say(wasRefused
            ? tr("The sample is now the data of a request that was refused. Nothing starts before that is "
                 "mended.")
            : tr("This request is the sample now: the steps after it can be written with its data."),
        wasRefused);
}

void HookRequests::test()
{
    const auto *step = m_document ? m_document->rule().step(m_step) : nullptr;
    if (!step)
        return;
    const auto *preset = presetOf(step->config);
    auto sample = step->config.value(u"sample");
    if (sample.isUndefined())
        sample = preset ? preset->sampleData() : QJsonObject{{u"test"_s, true}};
    // Not disabled meanwhile, or the keyboard would be somewhere else afterwards.
    if (std::exchange(m_isTesting, true))
        return;
    say(tr("Sending …"), false);
    whenReady(m_context.engine.testHook(testOrder(m_path, sample, preset)), this,
        [this](const Result<HookTestAnswer> &answer) { onTested(answer); });
}

void HookRequests::onTested(const Result<HookTestAnswer> &answer)
{
    m_isTesting = false;
    refresh();
    look();
    if (!answer) {
        say(answer.error().message, true);
        return;
    }
    const bool isGood = answer->status < 300;
    auto text = answer->event > 0
        ? tr("Answer %1: it is event %2.").arg(answer->status).arg(answer->event)
        : tr("Answer %1: %2").arg(answer->status).arg(QString::fromUtf8(answer->body));
    if (!answer->isSigned)
        text += u' ' + tr("It was not signed: that only the sender can do.");
    say(text, !isGood);
    m_testEvent = answer->event;
    m_answerEvent->setVisible(m_testEvent > 0);
}

void HookRequests::say(const QString &text, bool isProblem)
{
    m_answerEvent->hide();
    m_answer->setText(text);
    m_answer->setVisible(!text.isEmpty());
    setRole(m_answer, isProblem ? u"problem"_s : u"muted"_s);
}

} // namespace signalbox
