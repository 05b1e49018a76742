// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/template.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

QString memberPath(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'.' + key;
}
QString elementPath(const QString &path, size_t index)
{
    return u"%1[%2]"_s.arg(path).arg(index);
}

Error at(const QString &path, Error error)
{
    if (!path.isEmpty())
        error.context = error.context.isEmpty() ? path : path + u": "_s + error.context;
    return error;
}

} // namespace

struct JsonTemplate::Nodes
{
    size_t limit = 0; // of what they give together
    bool isMap = false;
    std::vector<Value> keys; // of a map
    std::vector<JsonTemplate> items;
};

Result<JsonTemplate> JsonTemplate::compile(const QJsonValue &json, const Environment &environment)
{
    return compile(json, environment, QString());
}

Result<JsonTemplate> JsonTemplate::compile(
    const QJsonValue &json, const Environment &environment, const QString &path)
{
    JsonTemplate result;
    result.m_path = path;
    if (json.isString()) {
        auto text = Template::compile(json.toString(), environment);
        if (!text)
            return Failure(at(path, text.error()));
        if (text->isConstant())
            result.m_content = Value::fromQJson(json);
        else
            result.m_content = std::move(*text);
        return result;
    }
    if (!json.isArray() && !json.isObject()) {
        result.m_content = Value::fromQJson(json);
        return result;
    }

    auto nodes = std::make_shared<Nodes>();
    nodes->limit = environment.limits().resultSize;
    nodes->isMap = json.isObject();
    bool constant = true;
    const auto add = [&](const QJsonValue &item, const QString &itemPath) -> Result<void> {
        auto compiled = compile(item, environment, itemPath);
        if (!compiled)
            return Failure(compiled.error());
        constant = constant && std::holds_alternative<Value>(compiled->m_content);
        nodes->items.push_back(std::move(*compiled));
        return {};
    };
    const auto object = json.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        nodes->keys.push_back(Value::fromText(it.key()));
        if (const auto added = add(it.value(), memberPath(path, it.key())); !added)
            return Failure(added.error());
    }
    for (const auto &item : json.toArray()) {
        if (const auto added = add(item, elementPath(path, nodes->items.size())); !added)
            return Failure(added.error());
    }
    if (constant)
        result.m_content = Value::fromQJson(json);
    else
        result.m_content = std::shared_ptr<const Nodes>(std::move(nodes));
    return result;
}

Result<Value> JsonTemplate::render(const Scope &scope) const
{
    if (const auto *value = std::get_if<Value>(&m_content))
        return *value;
    if (const auto *text = std::get_if<Template>(&m_content)) {
        auto value = text->render(scope);
        if (!value)
            return Failure(at(m_path, value.error()));
        return value;
    }
    const auto &nodes = *std::get<std::shared_ptr<const Nodes>>(m_content);
    std::vector<Value> items;
    std::vector<MapEntry> entries;
    size_t weight = 0;
    for (size_t i = 0; i < nodes.items.size(); ++i) {
        auto value = nodes.items[i].render(scope);
        if (!value)
            return value;
        weight += value->weight();
        if (weight > nodes.limit)
            return failure(Error::Code::Unavailable,
                QCoreApplication::translate("Template", "This gives too much data; the limit is %1 MiB.")
                    .arg(nodes.limit >> 20),
                m_path);
        if (nodes.isMap)
            entries.push_back({nodes.keys[i], std::move(*value)});
        else
            items.push_back(std::move(*value));
    }
    return nodes.isMap ? Value::map(std::move(entries)) : Value::list(std::move(items));
}

QStringList JsonTemplate::references() const
{
    QStringList all;
    if (const auto *text = std::get_if<Template>(&m_content))
        return text->references();
    if (const auto *nodes = std::get_if<std::shared_ptr<const Nodes>>(&m_content)) {
        for (const auto &item : (*nodes)->items) {
            for (const auto &reference : item.references()) {
                if (!all.contains(reference))
                    all += reference;
            }
        }
    }
    return all;
}

} // namespace signalbox
