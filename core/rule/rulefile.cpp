// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/rule/rulefile.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QSet>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(RuleFile)
};

Failure wrong(const QString &place, const QString &message)
{
    return failure(Error::Code::InvalidInput, u"%1: %2"_s.arg(place, message), place);
}

bool isRuleId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 128 && std::ranges::all_of(id, [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
}

bool isStepId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 128 && id[0] >= u'a' && id[0] <= u'z'
        && std::ranges::all_of(
            id, [](QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_'; });
}

/// Takes known keys out of an object one by one; what is left at the end is unknown and kept.
class Keys
{
public:
    Keys(QJsonObject object, QString place)
        : m_object(std::move(object))
        , m_place(std::move(place))
    {
    }

    QString place(const QString &key) const { return m_place.isEmpty() ? key : m_place + u'.' + key; }

    QJsonValue take(const QString &key, QJsonValue::Type type)
    {
        auto value = m_object.take(key);
        if (value.isUndefined() || value.type() == type)
            return value;
        static const QHash<QJsonValue::Type, const char *> names{
            {QJsonValue::String, QT_TRANSLATE_NOOP("RuleFile", "a text is expected here")},
            {QJsonValue::Object, QT_TRANSLATE_NOOP("RuleFile", "an object is expected here")},
            {QJsonValue::Array, QT_TRANSLATE_NOOP("RuleFile", "a list is expected here")},
            {QJsonValue::Bool, QT_TRANSLATE_NOOP("RuleFile", "true or false is expected here")},
        };
        if (m_wrong.isEmpty()) {
            m_wrong = place(key);
            m_message = Tr::tr(names.value(type));
        }
        return QJsonValue(QJsonValue::Undefined);
    }
    QString text(const QString &key) { return take(key, QJsonValue::String).toString(); }

    const QJsonObject &rest() const { return m_object; }
    Result<void> result() const
    {
        if (m_wrong.isEmpty())
            return {};
        return wrong(m_wrong, m_message);
    }

private:
    QJsonObject m_object;
    QString m_place;
    QString m_wrong;
    QString m_message;
};

Result<Step> readStep(const QJsonValue &value, const QString &place)
{
    if (!value.isObject())
        return wrong(place, Tr::tr("a step is an object"));
    auto object = value.toObject();
    // People write these beside `config`, since they read like properties of the step.
    auto config = object.value(u"config"_s).toObject();
    for (const auto &key : {u"retry"_s, u"timeout"_s, u"ifInterrupted"_s}) {
        if (const auto given = object.take(key); !given.isUndefined() && !config.contains(key))
            config.insert(key, given);
    }
    Keys keys(object, place);
    Step step;
    step.id = StepId(keys.text(u"id"_s));
    step.type = keys.text(u"type"_s);
    step.name = keys.text(u"name"_s);
    keys.take(u"config"_s, QJsonValue::Object);
    step.config = config;
    if (auto good = keys.result(); !good)
        return Failure(good.error());
    if (!isStepId(step.id.value))
        return wrong(keys.place(u"id"_s),
            Tr::tr("a step needs an id of lower-case letters, digits and _ that begins with a letter"));
    if (step.type.isEmpty())
        return wrong(keys.place(u"type"_s), Tr::tr("a step needs a type"));
    step.extra = keys.rest();
    return step;
}

Result<Link> readLink(const QJsonValue &value, const QString &place)
{
    if (!value.isObject())
        return wrong(place, Tr::tr("a link is an object"));
    Keys keys(value.toObject(), place);
    Link link;
    link.from = StepId(keys.text(u"from"_s));
    link.to = StepId(keys.text(u"to"_s));
    if (const auto port = keys.text(u"port"_s); !port.isEmpty())
        link.port = port;
    if (auto good = keys.result(); !good)
        return Failure(good.error());
    if (link.from.isEmpty() || link.to.isEmpty())
        return wrong(place, Tr::tr("a link needs from and to"));
    return link;
}

QJsonObject stepJson(const Step &step)
{
    auto object = step.extra;
    object.insert(u"id"_s, step.id.value);
    object.insert(u"type"_s, step.type);
    if (!step.name.isEmpty())
        object.insert(u"name"_s, step.name);
    object.insert(u"config"_s, step.config);
    return object;
}

QJsonObject linkJson(const Link &link)
{
    QJsonObject object{{u"from"_s, link.from.value}, {u"to"_s, link.to.value}};
    if (link.port != u"out")
        object.insert(u"port"_s, link.port);
    return object;
}

} // namespace

Result<Rule> readRule(const QByteArray &json)
{
    auto object = parseJsonObject(json);
    if (!object)
        return Failure(object.error());
    return readRule(*object);
}

Result<Rule> readRule(const QJsonObject &object)
{
    Keys keys(object, {});
    if (keys.text(u"format"_s) != u"signalbox/rule")
        return wrong(u"format"_s, Tr::tr("this is no rule file: \"format\" must be \"signalbox/rule\""));
    if (const auto version = object.value(u"formatVersion"_s); !version.isDouble() || version.toInt() < 1)
        return wrong(
            u"formatVersion"_s, Tr::tr("the version of the format is missing; this Signalbox writes 1"));
    else if (version.toInt() > 1)
        return wrong(u"formatVersion"_s,
            Tr::tr("the rule was written by a newer Signalbox (format %1; this one reads 1)")
                .arg(version.toInt()));

    Rule rule;
    rule.id = RuleId(keys.text(u"id"_s));
    rule.name = keys.text(u"name"_s);
    rule.description = keys.text(u"description"_s);
    rule.folder = keys.text(u"folder"_s);
    rule.enabled = keys.take(u"enabled"_s, QJsonValue::Bool).toBool();
    const auto steps = keys.take(u"steps"_s, QJsonValue::Array).toArray();
    const auto links = keys.take(u"links"_s, QJsonValue::Array).toArray();
    rule.runs = keys.take(u"runs"_s, QJsonValue::Object).toObject();
    const auto layout = keys.take(u"layout"_s, QJsonValue::Object).toObject();
    if (auto good = keys.result(); !good)
        return Failure(good.error());
    if (!isRuleId(rule.id.value))
        return wrong(u"id"_s, Tr::tr("a rule needs an id of lower-case letters, digits and -"));
    if (rule.name.isEmpty())
        rule.name = rule.id.value;

    QSet<StepId> ids;
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const auto place = u"steps[%1]"_s.arg(i);
        auto step = readStep(steps[i], place);
        if (!step)
            return Failure(step.error());
        if (ids.contains(step->id))
            return wrong(
                place + u".id"_s, Tr::tr("there are two steps with the id \"%1\"").arg(step->id.value));
        ids.insert(step->id);
        rule.steps += *step;
    }
    for (qsizetype i = 0; i < links.size(); ++i) {
        auto link = readLink(links[i], u"links[%1]"_s.arg(i));
        if (!link)
            return Failure(link.error());
        rule.links += *link;
    }
    for (auto it = layout.begin(); it != layout.end(); ++it) {
        const auto point = it.value().toArray();
        if (point.size() != 2 || !point[0].isDouble() || !point[1].isDouble())
            return wrong(u"layout."_s + it.key(), Tr::tr("a place on the canvas is [x, y]"));
        rule.layout.insert(StepId(it.key()), {point[0].toDouble(), point[1].toDouble()});
    }
    rule.extra = keys.rest();
    rule.extra.remove(u"formatVersion"_s);
    return rule;
}

QJsonObject toJson(const Rule &rule)
{
    auto object = rule.extra;
    object.insert(u"format"_s, u"signalbox/rule"_s);
    object.insert(u"formatVersion"_s, 1);
    object.insert(u"id"_s, rule.id.value);
    object.insert(u"name"_s, rule.name);
    object.insert(u"description"_s, rule.description);
    object.insert(u"folder"_s, rule.folder);
    object.insert(u"enabled"_s, rule.enabled);
    QJsonArray steps, links;
    for (const auto &step : rule.steps)
        steps += stepJson(step);
    for (const auto &link : rule.links)
        links += linkJson(link);
    if (!rule.runs.isEmpty())
        object.insert(u"runs"_s, rule.runs);
    object.insert(u"steps"_s, steps);
    object.insert(u"links"_s, links);
    QJsonObject layout;
    for (auto it = rule.layout.begin(); it != rule.layout.end(); ++it)
        layout.insert(it.key().value, QJsonArray{it->x(), it->y()});
    object.insert(u"layout"_s, layout);
    return object;
}

QByteArray writeRule(const Rule &rule)
{
    auto object = toJson(rule);
    QByteArray out = "{\n";
    const auto member = [&](const QString &key, const QByteArray &value) {
        if (out.size() > 2)
            out += ",\n";
        out += "  ";
        appendJsonString(out, key);
        out += ": " + value;
    };
    const auto lines = [](const QJsonArray &array) {
        QByteArray text = "[";
        for (qsizetype i = 0; i < array.size(); ++i)
            text += (i ? ",\n    " : "\n    ") + toCompactJson(array[i]);
        return text + (array.isEmpty() ? "]" : "\n  ]");
    };
    for (const auto &key :
        {u"format"_s, u"formatVersion"_s, u"id"_s, u"name"_s, u"description"_s, u"folder"_s, u"enabled"_s})
        member(key, toCompactJson(object.take(key)));
    for (const auto &key : {u"steps"_s, u"links"_s})
        member(key, lines(object.take(key).toArray()));
    member(u"layout"_s, toCompactJson(object.take(u"layout"_s)));
    for (auto it = object.begin(); it != object.end(); ++it)
        member(it.key(), toCompactJson(it.value()));
    return out + "\n}\n";
}

} // namespace signalbox
