// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventview.h"

#include <QStringDecoder>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

Value decode(const Event &event)
{
    if (!event.data)
        return {};
    if (event.hasJsonData())
        return Value::fromJson(*event.data).value_or(Value());
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(*event.data);
    return utf8.hasError() ? Value::bytes(event.data->toStdString()) : Value::fromText(text);
}

} // namespace

const Value &EventView::data() const
{
    if (!m_data)
        m_data = decode(m_event);
    return *m_data;
}

const Value &EventView::value() const
{
    if (m_value)
        return *m_value;
    std::vector<std::pair<std::string, Value>> members;
    const auto text = [&](const char *key, const QString &content) {
        if (!content.isEmpty())
            members.emplace_back(key, Value::fromText(content));
    };
    text("id", m_event.id.value);
    text("source", m_event.source);
    text("type", m_event.type);
    text("subject", m_event.subject);
    text("time", toRfc3339(m_event.time));
    text("datacontenttype", m_event.dataContentType);
    text("dataschema", m_event.dataSchema);
    text("traceparent", m_event.traceParent);
    for (auto it = m_event.extensions.begin(); it != m_event.extensions.end(); ++it)
        members.emplace_back(it.key().toStdString(), Value::fromQJson(it.value()));
    members.emplace_back("sequence", Value::integer(m_event.sequence));
    members.emplace_back("data", data());
    m_value = Value::map(std::move(members));
    return *m_value;
}

const Value &EventView::request() const
{
    if (!m_request)
        m_request
            = m_event.request.isEmpty() ? Value() : Value::fromJson(m_event.request.json()).value_or(Value());
    return *m_request;
}

const QString &EventView::hook() const
{
    if (!m_hook) {
        constexpr QStringView prefix = u"/hook/";
        const auto path = m_event.request.path();
        m_hook = path.startsWith(prefix) ? path.sliced(prefix.size()) : QString();
    }
    return *m_hook;
}

void EventView::nameIn(Scope &scope) const
{
    scope.set("event", [this]() -> Result<Value> { return value(); });
    scope.set("event.data", [this]() -> Result<Value> { return data(); });
    scope.set("request", [this]() -> Result<Value> { return request(); });
}

} // namespace signalbox
