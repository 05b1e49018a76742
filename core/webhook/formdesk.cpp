// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formdesk.h"

#include "core/base/json.h"
#include "core/event/eventtypes.h"
#include "core/webhook/formdata.h"
#include "core/webhook/hostguard.h"
#include "core/webhook/mac.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebForm)
};

constexpr QByteArrayView prefix = "/form/";
constexpr QByteArrayView cookieName = "signalbox_form";
constexpr qsizetype mostUnknown = 20; ///< fields that the form has not; more are passed over
constexpr auto tokenLife = 24h;
constexpr qsizetype randomBytes = 16; ///< of ids and cookies: too many to guess one

QByteArray randomHex(qsizetype bytes)
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), bytes).toHex();
}

bool isRandomHex(QByteArrayView text)
{
    return text.size() == 2 * randomBytes
        && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Of the header Cookie (RFC 6265, 4.2.1); empty: there is none of ours.
QByteArray cookieOf(const http::Request &request)
{
    for (const auto &pair : request.header("cookie").toByteArray().split(';')) {
        const auto cookie = pair.trimmed();
        if (cookie.startsWith(cookieName.toByteArray() + '=')) {
            auto value = cookie.mid(cookieName.size() + 1);
            if (isRandomHex(value))
                return value;
        }
    }
    return {};
}

http::Response page(int status, QByteArray html)
{
    http::Response response{
        .status = status, .contentType = "text/html; charset=utf-8", .body = std::move(html)};
    response.headers = {{"Content-Security-Policy", formPagePolicy()}, {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"}, {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        // Without a referrer browsers would also say Origin: null of what our own page sends.
        {"Referrer-Policy", "same-origin"},
        // Kept for the back button, so that going back shows the same submission and not a new one.
        {"Cache-Control", "private, no-cache"}};
    return response;
}

http::Response nothingHere()
{
    return page(404,
        noticePage(Tr::tr("There is no form here"),
            Tr::tr("It may have been closed, or the address may be mistyped.")));
}

void setCookie(http::Response &response, const QByteArray &cookie, bool isSecure)
{
    // Lax: it comes along when somebody follows a link to the form, and not when another site sends it.
    response.headers.emplace_back("Set-Cookie",
        cookieName.toByteArray() + '=' + cookie + "; Path=/form; HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : ""));
}

/// As a person types a number: with a comma where that is the custom.
QString numberText(QString text)
{
    text = text.trimmed();
    if (text.count(u',') == 1 && !text.contains(u'.'))
        text.replace(u',', u'.');
    return text;
}

QJsonObject enteredIn(const WebForm &form, const FormEntry &entry)
{
    QJsonObject entered;
    for (auto it = entry.typed.begin(); it != entry.typed.end(); ++it)
        entered.insert(it.key(), it.value());
    for (const auto &field : form.fields) {
        if (field.kind == DataField::Kind::Checkbox)
            entered.insert(field.name, !entry.typed.value(field.name).isEmpty());
        else if (field.kind == DataField::Kind::Number && entered.contains(field.name))
            entered.insert(field.name, numberText(entry.typed.value(field.name)));
        else if (entry.typed.value(field.name).isEmpty())
            entered.remove(field.name); // left empty, as on the board
    }
    return entered;
}

bool isWebForm(QByteArrayView contentType)
{
    const auto type
        = contentType.first(contentType.contains(';') ? contentType.indexOf(';') : contentType.size());
    return type.trimmed().compare("application/x-www-form-urlencoded", Qt::CaseInsensitive) == 0;
}

} // namespace

FormDesk::FormDesk(const Clock &clock)
    : m_clock(&clock)
    , m_key(randomHex(2 * randomBytes))
{
}

void FormDesk::setForms(const QList<WebForm> &forms)
{
    m_forms.clear();
    for (const auto &form : forms)
        m_forms.insert(form.slug.toLatin1(), form);
}

const WebForm *FormDesk::formAt(QByteArrayView path) const
{
    if (!isFormPath(path))
        return nullptr;
    const auto found = m_forms.constFind(path.sliced(prefix.size()).toByteArray());
    return found == m_forms.constEnd() ? nullptr : &*found;
}

http::Handler::Admission FormDesk::admit(const http::Request &header) const
{
    if (!formAt(header.path))
        return {nothingHere()};
    if (header.method == "GET" || header.method == "HEAD")
        return {};
    if (header.method != "POST") {
        auto response
            = page(405, noticePage(Tr::tr("This does not work"), Tr::tr("A form is opened or sent.")));
        response.headers.emplace_back("Allow", "GET, HEAD, POST");
        return {std::move(response)};
    }
    if (HostGuard::checkOrigin(header))
        return {page(403,
            noticePage(Tr::tr("This did not come from the form"),
                Tr::tr("Another web page tried to send this form. Open the form itself to fill it in.")))};
    if (!isWebForm(header.header("content-type")) || header.count("content-encoding") > 0)
        return {page(415,
            noticePage(Tr::tr("This does not work"), Tr::tr("The form must be sent from its own page.")))};
    return {{}, WebForm::maxBody};
}

FormDesk::Outcome FormDesk::handle(const http::Request &request) const
{
    const auto *form = formAt(request.path);
    if (!form) // its rule was switched off while the body came
        return {nothingHere(), {}, {}};
    return request.method == "POST" ? take(request, *form) : Outcome{show(request, *form), {}, {}};
}

http::Response FormDesk::show(const http::Request &request, const WebForm &form) const
{
    if (request.query == "sent" || request.query == "sent=before")
        return page(200, thanksPage(form, request.query != "sent"));
    const auto known = cookieOf(request);
    FormEntry entry;
    entry.typed = typedDefaults(form.fields);
    entry.submission = randomHex(randomBytes);
    return again(form, entry, known.isEmpty() ? randomHex(randomBytes) : known, 200);
}

/// The page with what was typed, ready to be sent.
http::Response FormDesk::again(
    const WebForm &form, FormEntry entry, const QByteArray &cookie, int status) const
{
    const auto now = duration_cast<seconds>(m_clock->now().time_since_epoch()).count();
    entry.token = tokenFor(form, cookie, entry.submission, now);
    auto response = page(status, formPage(form, entry));
    setCookie(response, cookie, m_isSecure);
    return response;
}

QByteArray FormDesk::tokenFor(
    const WebForm &form, QByteArrayView cookie, QByteArrayView submission, qint64 issued) const
{
    const auto time = QByteArray::number(issued);
    const auto mac = mac::hmac(
        mac::Algorithm::Sha256, m_key, {form.slug.toLatin1(), "\n", cookie, "\n", submission, "\n", time});
    return time + '.' + mac::encoded(mac, mac::Encoding::Hex);
}

bool FormDesk::isOurs(const WebForm &form, const FormEntry &entry, QByteArrayView cookie) const
{
    const auto issued = entry.token.first(std::max<qsizetype>(0, entry.token.indexOf('.'))).toLongLong();
    const auto age = m_clock->now() - Instant(seconds(issued));
    return !cookie.isEmpty() && isRandomHex(entry.submission) && issued > 0 && age <= tokenLife
        && age >= -tokenLife && mac::isSame(entry.token, tokenFor(form, cookie, entry.submission, issued));
}

FormDesk::Outcome FormDesk::take(const http::Request &request, const WebForm &form) const
{
    FormEntry entry;
    const auto most = form.fields.size() + mostUnknown;
    forEachField(request.body, [&entry, most](const QString &name, QString value) {
        if (name == submissionField)
            entry.submission = value.toLatin1();
        else if (name == tokenField)
            entry.token = value.toLatin1();
        else if (entry.typed.size() < most && !entry.typed.contains(name))
            entry.typed.insert(
                name, value.replace(u"\r\n"_s, u"\n"_s)); // as every platform but the web has it
    });
    const auto cookie = cookieOf(request);
    if (!isOurs(form, entry, cookie)) {
        entry.submission = randomHex(randomBytes);
        entry.notice
            = Tr::tr("This page was open for very long, or cookies are switched off. Nothing is lost: "
                     "look it through and send it once more.");
        return {again(form, entry, cookie.isEmpty() ? randomHex(randomBytes) : cookie, 403), {}, {}};
    }
    auto checked = checkValues(form.fields, enteredIn(form, entry));
    if (!checked.problems.isEmpty()) {
        entry.problems = checked.problems;
        return {again(form, entry, cookie, 422), {}, {}};
    }
    Event event;
    event.id = EventId(QString::fromLatin1(entry.submission));
    event.type = eventtype::formSubmitted;
    event.source = u"/form/"_s + form.slug;
    event.subject = form.rule.value + u'/' + form.step.value;
    event.dataContentType = u"application/json"_s;
    event.data = toCompactJson(checked.values);
    return {{}, event, {form, entry, cookie}};
}

http::Response FormDesk::answerTo(const Sent &sent, const Result<QList<Appended>> &stored) const
{
    if (!stored) {
        auto entry = sent.entry;
        entry.notice
            = Tr::tr("It cannot be stored at this time. Nothing is lost: send it once more in a while.");
        auto response = again(sent.form, entry, sent.cookie, 503);
        response.headers.emplace_back("Retry-After", "5");
        return response;
    }
    const bool isRepeated = !stored->isEmpty() && stored->first().duplicate;
    auto response = page(303, {});
    response.contentType.clear();
    response.headers.emplace_back(
        "Location", "/form/" + sent.form.slug.toLatin1() + (isRepeated ? "?sent=before" : "?sent"));
    return response;
}

} // namespace signalbox
