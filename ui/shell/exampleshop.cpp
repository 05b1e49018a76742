// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/exampleshop.h"

#include "core/base/futures.h"
#include "core/example/example.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// Where the example would send to while nothing listens; it is the address that its files name.
const QString usualHooks = u"http://127.0.0.1:8787"_s;

} // namespace

ExampleShop::ExampleShop(const Context &context, Navigator &navigator, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_navigator(navigator)
{
    connect(&context.store, &Store::rulesChanged, this, &ExampleShop::look);
    look();
}

void ExampleShop::look()
{
    const auto question = m_context.readers.ask([](Reader &reader) { return reader.rules(); });
    whenReady(question, this, [this](const Result<QList<StoredRule>> &rules) {
        if (!rules)
            return; // whatever page is shown says why
        const auto example = Example::load(usualHooks);
        const bool installed = example && std::ranges::any_of(*rules, [&](const StoredRule &rule) {
            return example->contains(rule.draft.id);
        });
        if (m_known && installed == m_installed && m_hasRules != rules->isEmpty())
            return;
        m_known = true;
        m_installed = installed;
        m_hasRules = !rules->isEmpty();
        emit changed();
    });
}

void ExampleShop::install()
{
    if (m_busy)
        return;
    m_busy = true;
    emit changed();
    whenReady(m_context.engine.status(), this, [this](const EngineStatus &status) {
        const auto example = Example::load(status.listening.isEmpty() ? usualHooks : status.listening);
        if (!example) {
            done(Failure(example.error()), {});
            return;
        }
        whenReady(example->install(m_context.engine), this, [this](const Result<void> &result) {
            done(result, tr("The example shop is open: press a button or send the form."));
        });
    });
}

void ExampleShop::remove()
{
    if (m_busy)
        return;
    const auto example = Example::load(usualHooks);
    if (!example) {
        done(Failure(example.error()), {});
        return;
    }
    m_busy = true;
    emit changed();
    whenReady(example->remove(m_context.engine), this, [this](const Result<void> &result) {
        done(result, tr("The example is gone, its table too. Help brings it back."));
    });
}

void ExampleShop::done(const Result<void> &result, const QString &word)
{
    m_busy = false;
    emit m_navigator.say(result ? word : result.error().message, !result);
    emit changed();
}

} // namespace signalbox
