// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/completion.h"

#include "core/expression/expression.h"
#include "core/expression/reference.h"

#include <algorithm>
#include <functional>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype detailLength = 60;
constexpr qsizetype mostMembers = 200;

/// The expression that holds the cursor, and its words before the cursor.
struct Place
{
    bool isInside = false;
    QString word; ///< what is typed of a name
    CodePart typed; ///< where it stands
    QList<CodeSpan> before; ///< the words before it
};

const QList<FunctionReference> &functions()
{
    static const QList<FunctionReference> all = functionReference();
    return all;
}

bool isWord(CodeSpan::Kind kind)
{
    return kind == CodeSpan::Name || kind == CodeSpan::Member || kind == CodeSpan::Function
        || kind == CodeSpan::Constant;
}

Place placeAt(QStringView text, qsizetype cursor, CodeKind kind)
{
    Place place;
    const auto parts = codeParts(text, kind);
    const auto part = std::ranges::find_if(
        parts, [&](const CodePart &each) { return each.start <= cursor && cursor <= each.end(); });
    if (part == parts.end())
        return place;
    place.isInside = true;
    place.typed = {cursor, 0};
    const auto spans = codeSpans(text.mid(part->start, cursor - part->start), CodeKind::Expression);
    for (auto span : spans) {
        span.part.start += part->start;
        if (span.part.end() < cursor || span.kind == CodeSpan::Operator) {
            place.before += span;
        } else if (isWord(span.kind)) {
            place.typed = span.part;
            place.word = text.mid(span.part.start, span.part.length).toString();
        } else {
            place.isInside = false; // in a string or a number, or after one
        }
    }
    return place;
}

QStringView textOf(QStringView text, const CodeSpan &span)
{
    return text.mid(span.part.start, span.part.length);
}

/// Where the operand begins that ends before `end`, a place in `spans`: names, members, calls and indexes in
/// a row. -1: there is none.
qsizetype operandStart(QStringView text, const QList<CodeSpan> &spans, qsizetype end)
{
    qsizetype at = end - 1;
    while (at >= 0) {
        const auto word = textOf(text, spans[at]);
        if (word == u")" || word == u"]" || word == u"}") {
            int depth = 0;
            for (; at >= 0; --at) {
                const auto inner = textOf(text, spans[at]);
                if (spans[at].kind != CodeSpan::Operator)
                    continue;
                depth += inner == u")" || inner == u"]" || inner == u"}" ? 1 : 0;
                depth -= inner == u"(" || inner == u"[" || inner == u"{" ? 1 : 0;
                if (depth == 0)
                    break;
            }
            if (at < 0)
                return -1;
            const bool isCallOrIndex = at > 0
                && (isWord(spans[at - 1].kind) || textOf(text, spans[at - 1]) == u")"
                    || textOf(text, spans[at - 1]) == u"]");
            if (isCallOrIndex) {
                --at;
                continue;
            }
        } else if (spans[at].kind == CodeSpan::Operator || spans[at].kind == CodeSpan::Wrong) {
            return -1;
        }
        qsizetype dot = at - 1;
        if (dot >= 0 && textOf(text, spans[dot]) == u"?")
            --dot;
        if (dot < 1 || textOf(text, spans[dot]) != u".")
            return at;
        at = dot - 1;
    }
    return -1;
}

/// Gives the names of macros around the cursor the first thing that they stand for.
void addMacroNames(ExpressionSample &sample, QStringView text, const QList<CodeSpan> &spans)
{
    for (qsizetype i = 3; i + 1 < spans.size(); ++i) {
        // list . macro ( name ,
        if (spans[i].kind != CodeSpan::Name || textOf(text, spans[i + 1]) != u","
            || textOf(text, spans[i - 1]) != u"(" || spans[i - 2].kind != CodeSpan::Function
            || textOf(text, spans[i - 3]) != u".")
            continue;
        const auto start = operandStart(text, spans, i - 3);
        if (start < 0)
            continue;
        const auto from = spans[start].part.start;
        const auto range
            = Expression::compile(text.mid(from, spans[i - 3].part.start - from), sample.environment());
        if (!range)
            continue;
        const auto value = range->evaluate(sample.scope());
        if (!value || value->size() == 0)
            continue;
        if (value->isList())
            sample.set(textOf(text, spans[i]).toUtf8().toStdString(), value->items().front());
        else if (value->isMap())
            sample.set(textOf(text, spans[i]).toUtf8().toStdString(), value->entries().front().key);
    }
}

bool isIdentifier(QStringView text)
{
    const auto spans = codeSpans(text, CodeKind::Expression);
    return spans.size() == 1 && spans.front().kind == CodeSpan::Name
        && spans.front().part.length == text.size();
}

QString detailOf(const Value &value)
{
    auto text = QString::fromUtf8(value.weight() < 4096 ? value.toJson() : QByteArray());
    if (text.isEmpty())
        text = QString::fromUtf8(typeName(value.kind()).data());
    return text.size() > detailLength ? text.left(detailLength) + u'…' : text;
}

void addFunction(QList<CompletionItem> &items, const FunctionReference &function, const CodePart &replaced)
{
    const auto &signature = function.signatures.first();
    const bool isEmpty = signature.contains(u"()");
    items += {CompletionItem::Function, function.name + u"()"_s, signature, isEmpty ? 0 : 1, replaced};
}

/// Whether a method can be called on the value: by the word before the dot of one of its signatures.
bool takes(const FunctionReference &function, const std::optional<Value> &value)
{
    if (!value)
        return function.isMethod;
    return std::ranges::any_of(function.signatures, [&](const QString &signature) {
        if (!signature.contains(u'.'))
            return false; // size(string), beside list(A).size()
        const auto owner = signature.section(u'.', 0, 0);
        const auto type = owner.section(u'(', 0, 0);
        const auto ofValue = Type::ofKind(value->kind()).plainName();
        return type == ofValue || type.size() == 1 || type == u"dyn" || type == u"value"
            || (owner == u"list" && value->isMap()) // a macro, which goes over keys as well
            || (type == u"number" && value->isNumber());
    });
}

void addMembers(QList<CompletionItem> &items, const Value &value, const CodePart &replaced, qsizetype dot,
    const std::function<QString(const QString &key)> &labelOf)
{
    for (const auto &entry : value.entries()) {
        if (items.size() >= mostMembers)
            return;
        const auto key = entry.key.toQString();
        if (key.isEmpty())
            continue;
        const auto label = labelOf(key);
        const auto detail = label.isEmpty() ? detailOf(entry.value) : label;
        if (isIdentifier(key)) {
            items += {CompletionItem::Member, key, detail, 0, replaced};
        } else {
            const auto quoted = QString::fromUtf8(Value::fromText(key).toJson());
            items += {CompletionItem::Member, u"[%1]"_s.arg(quoted), detail, 0, {dot, replaced.end() - dot}};
        }
    }
}

/// How well what is typed fits: 0 as it begins, 1 without regard to case, 2 inside, 3 not at all.
int rank(const CompletionItem &item, const QString &word)
{
    auto text = QStringView(item.text);
    if (text.startsWith(u"[\""))
        text = text.mid(2);
    return text.startsWith(word)                     ? 0
        : text.startsWith(word, Qt::CaseInsensitive) ? 1
        : text.contains(word, Qt::CaseInsensitive)   ? 2
                                                     : 3;
}

} // namespace

QList<CompletionItem> completionsAt(
    QStringView written, qsizetype cursor, CodeKind kind, const ExpressionSample &given)
{
    const auto readable = readableCode(written, kind);
    const QStringView text(readable);
    const auto place = placeAt(text, cursor, kind);
    if (!place.isInside)
        return {};
    auto sample = given;
    addMacroNames(sample, text, place.before);
    QList<CompletionItem> items;
    qsizetype dot = place.before.size() - 1;
    if (dot >= 0 && textOf(text, place.before[dot]) == u"?")
        --dot;
    if (dot >= 1 && textOf(text, place.before[dot]) == u".") {
        const auto start = operandStart(text, place.before, dot);
        if (start < 0)
            return {};
        const auto from = place.before[start].part.start;
        const auto dotAt = place.before[dot].part.start;
        const auto owner = text.mid(from, dotAt - from);
        std::optional<Value> value;
        if (const auto expression = Expression::compile(owner, sample.environment())) {
            if (auto result = expression->evaluate(sample.scope()))
                value = *result;
        }
        if (value)
            addMembers(items, *value, place.typed, dotAt, [&](const QString &key) {
                return sample.labels.value(u"%1.%2"_s.arg(owner.trimmed(), key));
            });
        for (const auto &function : functions()) {
            if (takes(function, value))
                addFunction(items, function, place.typed);
            else if (!function.isMethod && function.name.startsWith(owner.toString() + u'.')) {
                auto inner = function; // math.ceil: a name with a dot
                inner.name = function.name.mid(owner.size() + 1);
                addFunction(items, inner, place.typed);
            }
        }
    } else {
        for (const auto &[name, value] : sample.names)
            items += {CompletionItem::Name, QString::fromStdString(name), detailOf(value), 0, place.typed};
        for (const auto &name : Environment::signalbox().variables()) {
            if (!sample.find(name.toStdString()))
                items += {CompletionItem::Name, name, {}, 0, place.typed};
        }
        for (const auto &function : functions()) {
            if (!function.isMethod)
                addFunction(items, function, place.typed);
        }
    }
    items.removeIf([&](const CompletionItem &item) { return rank(item, place.word) > 2; });
    // What the data holds keeps its order and comes before functions, which are looked for by name.
    std::ranges::stable_sort(items, {}, [&](const CompletionItem &item) {
        return std::pair(
            rank(item, place.word), item.kind == CompletionItem::Function ? item.text : QString());
    });
    for (auto &item : items)
        item.text = writtenCode(item.text, written, kind);
    return items;
}

CallHelp callAt(QStringView written, qsizetype cursor, CodeKind kind)
{
    const auto readable = readableCode(written, kind);
    const QStringView text(readable);
    const auto place = placeAt(text, cursor, kind);
    CallHelp help;
    int depth = 0;
    for (qsizetype at = place.before.size() - 1; at >= 0; --at) {
        if (place.before[at].kind != CodeSpan::Operator)
            continue;
        const auto word = textOf(text, place.before[at]);
        if (word == u")" || word == u"]" || word == u"}") {
            ++depth;
        } else if (word == u"," && depth == 0) {
            ++help.argument;
        } else if (word == u"(" || word == u"[" || word == u"{") {
            if (--depth >= 0)
                continue;
            if (word == u"(" && at > 0 && place.before[at - 1].kind == CodeSpan::Function) {
                help.name = textOf(text, place.before[at - 1]).toString();
                break;
            }
            depth = 0;
            help.argument = 0;
        }
    }
    if (help.name.isEmpty())
        return {};
    for (const auto &function : functions()) {
        if (function.name != help.name && !function.name.endsWith(u'.' + help.name))
            continue;
        help.signatures += function.signatures;
        if (help.help.isEmpty())
            help.help = function.help;
    }
    return help.signatures.isEmpty() ? CallHelp() : help;
}

QString functionAt(QStringView text, qsizetype cursor, CodeKind kind)
{
    for (const auto &span : codeSpans(text, kind)) {
        if (span.kind == CodeSpan::Function && span.part.start <= cursor && cursor <= span.part.end())
            return textOf(text, span).toString();
    }
    return callAt(text, cursor, kind).name;
}

} // namespace signalbox
