// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/example/example.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/rule/rulefile.h"

#include <QFile>
#include <QPromise>

#include <memory>

// A resource in a static library is only there once its initializer was called; the macro wants no namespace.
static void initializeExampleResources()
{
    Q_INIT_RESOURCE(examples);
}

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

const QStringList ruleFiles{
    u"web-order"_s, u"entered-order"_s, u"large-order"_s, u"sample-order"_s, u"opening"_s};

// What stands in the files for the listener's own address.
constexpr auto shippedHooks = "http://127.0.0.1:8787";

QByteArray shipped(const QString &name)
{
    initializeExampleResources();
    QFile file(u":/examples/shop/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One answer for many: the first failure that does not matter to `forgives`.
QFuture<Result<void>> together(
    const QList<QFuture<Result<void>>> &futures, std::optional<Error::Code> forgives = {})
{
    struct Outcome
    {
        QPromise<Result<void>> promise;
        Result<void> answer;
        qsizetype left = 0;
    };
    const auto outcome = std::make_shared<Outcome>();
    outcome->left = futures.size();
    outcome->promise.start();
    for (const auto &future : futures) {
        whenFinished(future, nullptr, [outcome, forgives](const QFuture<Result<void>> &finished) {
            if (finished.isCanceled())
                outcome->promise.future().cancel();
            else if (const auto answer = finished.result();
                     !answer && answer.error().code != forgives && outcome->answer)
                outcome->answer = answer;
            if (--outcome->left > 0)
                return;
            outcome->promise.addResult(outcome->answer);
            outcome->promise.finish();
        });
    }
    return outcome->promise.future();
}

/// As far as it went well.
template <typename Answer> QFuture<Result<void>> withoutValue(QFuture<Result<Answer>> future)
{
    return mapped(future, [](const Result<Answer> &answer) -> Result<void> {
        if (!answer)
            return Failure(answer.error());
        return {};
    });
}

} // namespace

Result<Example> Example::load(const QString &hooks)
{
    Example example;
    const auto tableObject = parseJsonObject(shipped(u"orders.table.json"_s));
    const auto table
        = tableObject ? tableFromJson(*tableObject) : Result<Table>(Failure(tableObject.error()));
    if (!table)
        return failure(Error::Code::Internal, table.error().message, u"orders.table.json"_s);
    example.table = *table;

    const auto records = parseJsonObject(shipped(u"records.json"_s));
    if (!records)
        return failure(Error::Code::Internal, records.error().message, u"records.json"_s);
    for (const auto &record : records->value(u"records"_s).toArray())
        example.records += RecordCommand{RecordCommand::Operation::Create, table->id,
            RecordId(record.toObject().value(u"id"_s).toString()),
            record.toObject().value(u"values"_s).toObject()};

    for (const auto &name : ruleFiles) {
        const auto file = name + u".rule.json"_s;
        const auto text
            = hooks.isEmpty() ? shipped(file) : shipped(file).replace(shippedHooks, hooks.toUtf8());
        const auto rule = readRule(text);
        if (!rule)
            return failure(Error::Code::Internal, rule.error().message, file);
        example.rules += *rule;
    }
    return example;
}

QFuture<Result<void>> Example::install(Engine &engine) const
{
    // The store takes jobs in the order in which they are given, so nothing here waits for the one before.
    QList<QFuture<Result<void>>> done{engine.saveTable(table)};
    for (const auto &rule : rules)
        done += withoutValue(engine.publish(rule, true));
    for (const auto &record : records)
        done += withoutValue(engine.changeRecord(record));
    return together(done);
}

QFuture<Result<void>> Example::remove(Engine &engine) const
{
    QList<QFuture<Result<void>>> done;
    for (const auto &rule : rules)
        done += engine.removeRule(rule.id);
    done += engine.removeTable(table.id);
    return together(done, Error::Code::NotFound);
}

bool Example::contains(const RuleId &rule) const
{
    return std::ranges::any_of(rules, [&](const Rule &mine) { return mine.id == rule; });
}

} // namespace signalbox
