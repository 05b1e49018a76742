// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhook/formpage.h"

#include "core/base/numbertext.h"
#include "core/webhook/mac.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(WebForm)
};

// More choices than this are a list to fold out instead of one below the other.
constexpr qsizetype mostRadios = 6;
// A text that may be longer than this gets several lines.
constexpr double longText = 200;

// Colours have a contrast of 4.5 at least against what is behind them, in both schemes.
constexpr QByteArrayView style = R"css(
:root{color-scheme:light dark;--back:#f5f6f8;--card:#fff;--text:#1d2330;--muted:#596274;--line:#8a93a5;--accent:#2459c4;--on-accent:#fff;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--back:#14171d;--card:#1d222b;--text:#e8ebf1;--muted:#a6afbf;--line:#737d90;--accent:#8ab0ff;--on-accent:#10131a;--bad:#ff9d94}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main{max-width:36rem;margin:0 auto;padding:1.5rem}
form,.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1.5rem}
h1{font-size:1.5rem;margin:0 0 1rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:0 0 .5rem}
.help{white-space:pre-line;color:var(--muted);margin:0 0 1rem}
.field,fieldset{margin:0 0 1.25rem;padding:0;border:0;min-width:0}
label,legend{display:block;font-weight:600;padding:0;margin:0 0 .25rem;overflow-wrap:anywhere}
.choice{display:flex;gap:.5rem;align-items:baseline;font-weight:400;margin:.25rem 0}
.hint{color:var(--muted);font-weight:400;margin:0 0 .25rem}
input:not([type=checkbox]):not([type=radio]),select,textarea{width:100%;font:inherit;color:inherit;background:var(--back);border:1px solid var(--line);border-radius:.25rem;padding:.5rem}
textarea{min-height:8rem}
[aria-invalid=true]{border:2px solid var(--bad)!important}
.problem{color:var(--bad);margin:.25rem 0 0;overflow-wrap:anywhere}
.summary{border:2px solid var(--bad);border-radius:.5rem;padding:1rem;margin:0 0 1.5rem;background:var(--card)}
.summary ul{margin:0;padding-inline-start:1.25rem}
.summary a{color:var(--bad)}
a{color:var(--accent)}
button{font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:.25rem;padding:.625rem 1.25rem;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
)css";

QByteArray escaped(const QString &text)
{
    // toHtmlEscaped leaves the single quote, so attributes are in double ones.
    auto clean = text;
    clean.remove(QChar(u'\0'));
    return clean.toHtmlEscaped().toUtf8();
}

QByteArray escaped(const QByteArray &text)
{
    return escaped(QString::fromUtf8(text));
}

QByteArray document(const QString &title, const QByteArray &content)
{
    const QLocale locale;
    QByteArray html = "<!DOCTYPE html>\n<html lang=\"" + escaped(locale.bcp47Name()) + "\" dir=\""
        + (locale.textDirection() == Qt::RightToLeft ? "rtl" : "ltr")
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
        + escaped(title) + "</title>\n<style>";
    html += style;
    return html + "</style>\n</head>\n<body>\n<main>\n" + content + "</main>\n</body>\n</html>\n";
}

QString titleOf(const DataField &field)
{
    return field.label.isEmpty() ? field.name : field.label;
}

bool hasRadios(const DataField &field)
{
    return (field.kind == DataField::Kind::Choice || field.kind == DataField::Kind::Status)
        && field.choices.size() <= mostRadios;
}

/// One field with its label, hint and problem.
class FieldWriter
{
public:
    FieldWriter(const DataField &field, QString typed, QString problem)
        : m_field(field)
        , m_typed(std::move(typed))
        , m_problem(std::move(problem))
        , m_id("f-" + field.name.toUtf8())
    {
    }

    QByteArray html() const
    {
        if (hasRadios(m_field))
            return radios();
        if (m_field.kind == DataField::Kind::Checkbox)
            return "<div class=\"field\">\n<label class=\"choice\"><input type=\"checkbox\" value=\"true\""
                + common() + (m_typed.isEmpty() ? "" : " checked") + "> <span>" + escaped(titleOf(m_field))
                + "</span></label>\n" + problem() + "</div>\n";
        return "<div class=\"field\">\n<label for=\"" + m_id + "\">" + title() + "</label>\n" + hint()
            + control() + problem() + "</div>\n";
    }

private:
    QByteArray title() const
    {
        return escaped(titleOf(m_field))
            + (m_field.required ? QByteArray()
                                : " <span class=\"hint\">" + escaped(Tr::tr("(optional)")) + "</span>");
    }

    QByteArray hint() const
    {
        const auto text = hintText();
        return text.isEmpty() ? QByteArray()
                              : "<p class=\"hint\" id=\"" + m_id + "-hint\">" + escaped(text) + "</p>\n";
    }

    QString hintText() const
    {
        if (m_field.kind != DataField::Kind::Number)
            return {};
        if (m_field.minimum && m_field.maximum)
            return Tr::tr("A number from %1 to %2")
                .arg(numberText(*m_field.minimum), numberText(*m_field.maximum));
        if (m_field.minimum)
            return Tr::tr("A number, %1 or more").arg(numberText(*m_field.minimum));
        if (m_field.maximum)
            return Tr::tr("A number, %1 or less").arg(numberText(*m_field.maximum));
        return {};
    }

    QByteArray problem() const
    {
        return m_problem.isEmpty()
            ? QByteArray()
            : "<p class=\"problem\" id=\"" + m_id + "-problem\">" + escaped(m_problem) + "</p>\n";
    }

    QByteArray described() const
    {
        QByteArrayList by;
        if (!hintText().isEmpty())
            by += m_id + "-hint";
        if (!m_problem.isEmpty())
            by += m_id + "-problem";
        return (by.isEmpty() ? QByteArray() : " aria-describedby=\"" + by.join(' ') + '"')
            + (m_problem.isEmpty() ? "" : " aria-invalid=\"true\"");
    }

    QByteArray common() const
    {
        const bool mustBe = m_field.required && m_field.kind != DataField::Kind::Checkbox;
        return " id=\"" + m_id + "\" name=\"" + m_field.name.toUtf8() + '"' + (mustBe ? " required" : "")
            + described();
    }

    QByteArray control() const
    {
        const auto value = " value=\"" + escaped(m_typed) + '"';
        switch (m_field.kind) {
        case DataField::Kind::Number:
            return "<input type=\"text\" inputmode=\"decimal\" autocomplete=\"off\"" + common() + value
                + ">\n";
        case DataField::Kind::Date:
            return "<input type=\"date\"" + common() + value + ">\n";
        case DataField::Kind::Choice:
        case DataField::Kind::Status:
            return select();
        default:
            break;
        }
        // The line end after the tag is not part of the text, and keeps one that the text begins with.
        if (m_field.maximum.value_or(0) > longText)
            return "<textarea" + common() + ">\n" + escaped(m_typed) + "</textarea>\n";
        return "<input type=\"text\"" + common() + value + ">\n";
    }

    QByteArray select() const
    {
        QByteArray html = "<select" + common() + ">\n<option value=\"\"></option>\n";
        for (const auto &choice : m_field.choices)
            html += "<option" + QByteArray(choice == m_typed ? " selected" : "") + '>' + escaped(choice)
                + "</option>\n";
        return html + "</select>\n";
    }

    QByteArray radios() const
    {
        QByteArray html = "<fieldset" + described() + ">\n<legend>" + title() + "</legend>\n";
        for (qsizetype i = 0; i < m_field.choices.size(); ++i) {
            const auto &choice = m_field.choices[i];
            // The first has the id to which the summary leads.
            html += "<label class=\"choice\"><input type=\"radio\" id=\"" + m_id
                + (i == 0 ? QByteArray() : '-' + QByteArray::number(i)) + "\" name=\"" + m_field.name.toUtf8()
                + "\" value=\"" + escaped(choice) + '"' + (m_field.required ? " required" : "")
                + (choice == m_typed ? " checked" : "") + "> <span>" + escaped(choice) + "</span></label>\n";
        }
        return html + problem() + "</fieldset>\n";
    }

    const DataField &m_field;
    const QString m_typed;
    const QString m_problem;
    const QByteArray m_id;
};

QByteArray summaryOf(const WebForm &form, const FormEntry &entry)
{
    if (entry.problems.isEmpty() && entry.notice.isEmpty())
        return {};
    QByteArray html = "<div class=\"summary\" role=\"alert\" aria-labelledby=\"summary-title\">\n"
                      "<h2 id=\"summary-title\">"
        + escaped(
            entry.notice.isEmpty() ? Tr::tr("Something needs your attention") : Tr::tr("It was not sent yet"))
        + "</h2>\n";
    if (!entry.notice.isEmpty())
        return html + "<p>" + escaped(entry.notice) + "</p>\n</div>\n";
    html += "<ul>\n";
    for (const auto &problem : entry.problems) {
        const auto field = std::ranges::find(form.fields, problem.field, &DataField::name);
        html += field == form.fields.end()
            ? "<li>" + escaped(problem.field + u": "_s + problem.message) + "</li>\n"
            : "<li><a href=\"#f-" + field->name.toUtf8() + "\">"
                + escaped(titleOf(*field) + u": "_s + problem.message) + "</a></li>\n";
    }
    return html + "</ul>\n</div>\n";
}

} // namespace

QHash<QString, QString> typedDefaults(const QList<DataField> &fields)
{
    QHash<QString, QString> typed;
    for (const auto &field : fields) {
        if (field.kind == DataField::Kind::Checkbox)
            typed.insert(field.name, field.fallback.toBool() ? u"true"_s : QString());
        else if (!field.fallback.isUndefined())
            typed.insert(field.name, field.fallback.toVariant().toString());
    }
    return typed;
}

QByteArray formPage(const WebForm &form, const FormEntry &entry)
{
    const bool isRefused = !entry.problems.isEmpty() || !entry.notice.isEmpty();
    QByteArray html = summaryOf(form, entry);
    html += "<form method=\"post\" action=\"/form/" + escaped(form.slug)
        + "\" accept-charset=\"utf-8\" novalidate aria-labelledby=\"title\">\n<h1 id=\"title\">"
        + escaped(form.title) + "</h1>\n";
    if (!form.help.isEmpty())
        html += "<p class=\"help\">" + escaped(form.help) + "</p>\n";
    for (const auto &field : form.fields) {
        const auto problem = std::ranges::find(entry.problems, field.name, &FieldProblem::field);
        html += FieldWriter(field, entry.typed.value(field.name),
            problem == entry.problems.end() ? QString() : problem->message)
                    .html();
    }
    const auto hidden = [](const QString &name, const QByteArray &value) {
        return "<input type=\"hidden\" name=\"" + name.toUtf8() + "\" value=\"" + escaped(value) + "\">\n";
    };
    html += hidden(submissionField, entry.submission) + hidden(tokenField, entry.token)
        + "<button type=\"submit\">" + escaped(form.submitLabel.isEmpty() ? Tr::tr("Send") : form.submitLabel)
        + "</button>\n</form>\n";
    return document(isRefused ? Tr::tr("Problem: %1").arg(form.title) : form.title, html);
}

QByteArray thanksPage(const WebForm &form, bool isRepeated)
{
    const auto usual = Tr::tr("It has arrived.");
    QByteArray html = "<div class=\"card\" role=\"status\">\n<h1>"
        + escaped(isRepeated ? Tr::tr("This was sent already") : Tr::tr("Thank you"))
        + "</h1>\n<p class=\"help\">"
        + escaped(isRepeated            ? Tr::tr("What was sent first counts; nothing came in a second time.")
                : form.thanks.isEmpty() ? usual
                                        : form.thanks)
        + "</p>\n<p><a href=\"/form/" + escaped(form.slug) + "\">" + escaped(Tr::tr("Fill in the form again"))
        + "</a></p>\n</div>\n";
    return document(form.title, html);
}

QByteArray noticePage(const QString &title, const QString &sentence)
{
    return document(title,
        "<div class=\"card\">\n<h1>" + escaped(title) + "</h1>\n<p>" + escaped(sentence) + "</p>\n</div>\n");
}

QByteArray formPagePolicy()
{
    static const QByteArray policy = "default-src 'none'; style-src 'sha256-"
        + mac::encoded(mac::sha256(style), mac::Encoding::Base64)
        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return policy;
}

} // namespace signalbox
