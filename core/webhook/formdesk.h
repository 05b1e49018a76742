// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/event/eventsink.h"
#include "core/http/handler.h"
#include "core/webhook/formpage.h"

#include <QHash>

namespace signalbox {

/// Shows forms as web pages and turns what is sent into events, the same ones that the board makes. A page
/// works without script; what is wrong is said on the page, with everything as it was typed.
///
/// One page is one submission: its id is hidden in the page and becomes the event's, so that sending it twice
/// (a double click, the back button, a second try after a broken connection) gives one event. After sending
/// comes a redirect, so that reloading the page sends nothing.
///
/// Only our own pages can send: the browser must not say that another site did (Origin, Sec-Fetch-Site), and
/// the page has a token that is signed for this form, this submission and this browser, known by a cookie. A
/// foreign page can neither read the token nor set the cookie. The key lives as long as the process: a page
/// from before a restart is answered with itself and a new token.
///
/// A value with a snapshot of the forms; it stores nothing itself. Thread: the listener's.
class FormDesk
{
public:
    explicit FormDesk(const Clock &clock);

    void setForms(const QList<WebForm> &forms);
    /// The listener speaks TLS: browsers are told to send the cookie over nothing else. Behind a proxy that
    /// speaks it for us we do not know, and plain HTTP on this computer has to work.
    void setSecure(bool isSecure) { m_isSecure = isSecure; }

    static bool isFormPath(QByteArrayView path) { return path.startsWith("/form/"); }

    /// The header is there. A refusal, or how much is read.
    http::Handler::Admission admit(const http::Request &header) const;

    /// A submission that is on its way to the log.
    struct Sent
    {
        WebForm form;
        FormEntry entry;
        QByteArray cookie;
    };
    struct Outcome
    {
        http::Response response; ///< to be given at once, unless there is an event
        std::optional<Event> event; ///< to be stored; then answer with answerTo()
        Sent sent;
    };
    Outcome handle(const http::Request &request) const;

    /// What the sender is told once the log has answered.
    http::Response answerTo(const Sent &sent, const Result<QList<Appended>> &stored) const;

private:
    const WebForm *formAt(QByteArrayView path) const;
    http::Response show(const http::Request &request, const WebForm &form) const;
    Outcome take(const http::Request &request, const WebForm &form) const;
    http::Response again(const WebForm &form, FormEntry entry, const QByteArray &cookie, int status) const;
    QByteArray tokenFor(
        const WebForm &form, QByteArrayView cookie, QByteArrayView submission, qint64 issued) const;
    bool isOurs(const WebForm &form, const FormEntry &entry, QByteArrayView cookie) const;

    const Clock *m_clock;
    QByteArray m_key;
    QHash<QByteArray, WebForm> m_forms; ///< by slug
    bool m_isSecure = false;
};

} // namespace signalbox
