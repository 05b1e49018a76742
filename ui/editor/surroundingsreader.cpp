// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/surroundingsreader.h"

#include "core/base/futures.h"
#include "core/event/eventtypes.h"
#include "core/webhook/preset.h"
#include "ui/editor/hookaddress.h"
#include "ui/editor/ruleshelf.h"

namespace signalbox {

namespace {

constexpr int eventsLookedAt = 300;

} // namespace

QSet<QString> eventTypesOf(const Rule &rule)
{
    QSet<QString> types;
    for (const auto &step : rule.steps) {
        if (step.type == u"emit") {
            const auto type = step.config.value(u"type").toString();
            if (!type.isEmpty() && !type.contains(u"{{"))
                types.insert(type);
        } else if (step.type == u"webhook") {
            if (const auto *preset = presetOf(step.config))
                types += QSet<QString>(preset->eventTypes.begin(), preset->eventTypes.end());
        }
    }
    return types;
}

SurroundingsReader::SurroundingsReader(const Context &context, const RuleShelf &shelf, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_shelf(shelf)
{
    connect(&context.store, &Store::tablesChanged, this, &SurroundingsReader::readTables);
    connect(&context.store, &Store::connectionsChanged, this, &SurroundingsReader::readConnections);
    connect(&shelf, &RuleShelf::changed, this, &SurroundingsReader::takeRules);
    const auto takeStatus
        = [this](const EngineStatus &status) { m_surroundings.setListener(status.listening); };
    connect(&context.engine, &Engine::statusChanged, this, takeStatus);
    whenReady(context.engine.status(), this, takeStatus);
    const auto takeSettings = [this] { m_surroundings.setPublicBase(publicBase(m_context.settings)); };
    connect(&context.settings, &Settings::changed, this, takeSettings);
    takeSettings();
    readTables();
    readConnections();
    takeRules();
}

void SurroundingsReader::readTables()
{
    whenReady(m_context.readers.ask([](Reader &reader) { return reader.tables(); }), this,
        [this](const Result<QList<Table>> &tables) {
            if (tables)
                m_surroundings.setTables(*tables);
        });
}

void SurroundingsReader::takeRules()
{
    QList<Surroundings::RuleName> rules;
    QStringList folders;
    for (const auto &stored : m_shelf.rules()) {
        rules += Surroundings::RuleName{stored.draft.id, stored.draft.name};
        if (!stored.draft.folder.isEmpty() && !folders.contains(stored.draft.folder))
            folders += stored.draft.folder;
    }
    m_surroundings.setRules(rules, folders);
}

void SurroundingsReader::readConnections()
{
    whenReady(m_context.engine.connections(), this, [this](const Result<QList<ConnectionStatus>> &answer) {
        if (!answer) {
            m_surroundings.setConnections({}); // the page Connections says why
            return;
        }
        QList<Surroundings::ConnectionName> connections;
        for (const auto &status : *answer)
            connections += Surroundings::ConnectionName{
                status.connection.name, status.connection.type, status.hasSecret};
        m_surroundings.setConnections(connections);
    });
}

void SurroundingsReader::readEventTypes()
{
    const auto answer = m_context.readers.ask(
        [](Reader &reader) { return reader.eventHeads({}, 0, Page::Older, eventsLookedAt); });
    whenReady(answer, this, [this](const Result<QList<Event>> &events) {
        QSet<QString> types{eventtype::webhookReceived, eventtype::buttonPressed, eventtype::formSubmitted,
            eventtype::scheduleDue, eventtype::recordCreated, eventtype::recordUpdated,
            eventtype::recordDeleted, eventtype::statusChanged, eventtype::runFailed, eventtype::logged,
            eventtype::engineStarted};
        for (const auto &event : events.value_or(QList<Event>()))
            types.insert(event.type);
        for (const auto &stored : m_shelf.rules())
            types += eventTypesOf(stored.draft);
        QStringList sorted(types.begin(), types.end());
        sorted.sort();
        m_surroundings.setEventTypes(sorted);
    });
}

} // namespace signalbox
