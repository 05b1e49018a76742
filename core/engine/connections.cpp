// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/connections.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "core/secret/connectiontype.h"

#include <QHash>
#include <QJsonArray>

#include <mutex>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

void collect(const QList<Field> &fields, const QJsonObject &config, QStringList &names)
{
    const auto add = [&names](const QString &name) {
        if (!name.isEmpty() && !names.contains(name))
            names += name;
    };
    for (const auto &field : fields) {
        const auto value = config.value(field.key);
        if (field.kind == FieldKind::Connection)
            add(value.toString());
        else if (field.kind == FieldKind::Group)
            collect(field.fields, value.toObject(), names);
        // Several of them at once, while a secret is being changed; there is no kind of field for that.
        else if (field.kind == FieldKind::TextList && field.key == u"connections")
            for (const auto &name : value.toArray())
                add(name.toString());
    }
}

using Users = QHash<QString, QList<ConnectionStatus::User>>; // by connection

Result<Users> usersOf(Reader &reader, const StepCatalog &catalog)
{
    const auto rules = reader.rules();
    if (!rules)
        return Failure(rules.error());
    Users users;
    for (const auto &stored : *rules) {
        auto names = connectionsOf(stored.draft, catalog);
        if (stored.version > 0 && stored.hasDraftChanges) {
            const auto live = reader.ruleVersion(stored.draft.id, stored.version);
            if (!live)
                return Failure(live.error());
            names += connectionsOf(*live, catalog);
            names.removeDuplicates();
        }
        for (const auto &name : std::as_const(names))
            users[name] += ConnectionStatus::User{stored.draft.id, stored.draft.name};
    }
    return users;
}

QString problemsJson(const QList<FieldProblem> &problems)
{
    QJsonArray array;
    for (const auto &problem : problems)
        array += QJsonObject{{u"field"_s, problem.field}, {u"message"_s, problem.message}};
    return QString::fromUtf8(toCompactJson(array));
}

Failure wrong(const QString &field, const QString &message)
{
    return failure(Error::Code::InvalidInput, message, problemsJson({{field, message}}));
}

template <typename T> QFuture<T> ready(T value)
{
    return QtFuture::makeReadyFuture(std::move(value));
}

} // namespace

QStringList connectionsOf(const Rule &rule, const StepCatalog &catalog)
{
    QStringList names;
    for (const auto &step : rule.steps) {
        if (const auto *type = catalog.find(step.type))
            collect(type->fields, step.config, names);
    }
    return names;
}

Connections::Connections(Store &store, const StepCatalog &catalog, ConnectionBook &book,
    const ConnectionProbes &probes, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_catalog(catalog)
    , m_book(book)
    , m_probes(probes)
{
    const auto theReader = reader();
    const auto stored = theReader ? (*theReader)->connections()
                                  : Result<QList<StoredConnection>>(Failure(theReader.error()));
    // Where this cannot be read nobody gets a secret, and list() says why.
    for (const auto &connection : stored.value_or(QList<StoredConnection>()))
        m_book.set(connection.name, {connection.type, connection.config});
}

Connections::~Connections()
{
    m_pool.waitForDone();
}

template <typename Work> auto Connections::inPool(Work work)
{
    using Answer = decltype(work());
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    auto future = promise->future();
    m_pool.start([promise, work = std::move(work)]() mutable {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

Result<std::unique_ptr<Reader>> Connections::reader() const
{
    return Reader::open(m_store.file());
}

ConnectionStatus Connections::statusOf(const StoredConnection &connection) const
{
    const auto use = m_book.use(connection.name);
    return {connection, m_book.vault().has(connection.name), use.last, use.error, {}};
}

QFuture<Result<QList<ConnectionStatus>>> Connections::list()
{
    return inPool([this]() -> Result<QList<ConnectionStatus>> {
        const auto theReader = reader();
        if (!theReader)
            return Failure(theReader.error());
        const auto stored = (*theReader)->connections();
        if (!stored)
            return Failure(stored.error());
        const auto users = usersOf(**theReader, m_catalog);
        if (!users)
            return Failure(users.error());
        QList<ConnectionStatus> all;
        for (const auto &connection : *stored) {
            all += statusOf(connection);
            all.last().usedBy = users->value(connection.name);
            // A closed vault is in the way of every one of them.
            if (const auto &opened = m_book.vault().opened(); !opened)
                all.last().lastError = opened.error().message;
        }
        return all;
    });
}

QFuture<Result<ConnectionStatus>> Connections::set(ConnectionChange wanted)
{
    return inPool([this, wanted = std::move(wanted)]() mutable {
        const std::scoped_lock lock(m_changing);
        auto answer = change(wanted);
        if (wanted.secret)
            wipe(*wanted.secret);
        return answer;
    });
}

Result<ConnectionStatus> Connections::change(const ConnectionChange &wanted)
{
    if (!isConnectionName(wanted.name))
        return wrong(u"name"_s,
            tr("A connection's name has 1 to 64 letters, digits, spaces, and the characters - _ ."));
    const auto theReader = reader();
    if (!theReader)
        return Failure(theReader.error());
    const auto before = (*theReader)->connection(wanted.name);
    if (!before && before.error().code != Error::Code::NotFound)
        return Failure(before.error());
    if (before && wanted.isNew)
        return wrong(u"name"_s, tr("There is a connection \"%1\" already.").arg(wanted.name));

    const auto typeId = wanted.type.isEmpty() && before ? before->type : wanted.type;
    const auto *type = findConnectionType(typeId);
    if (!type) {
        QStringList known;
        for (const auto &one : connectionTypes())
            known += one.id;
        return wrong(u"type"_s,
            tr("There is no kind of connection \"%1\". There are: %2.").arg(typeId, known.join(u", "_s)));
    }
    const bool isSame = before && before->type == typeId;
    const auto checked = type->checked(wanted.config.value_or(isSame ? before->config : QJsonObject()));
    if (!checked.problems.isEmpty())
        return failure(Error::Code::InvalidInput, describe(checked.problems), problemsJson(checked.problems));
    auto secret = wanted.secret ? Result<QByteArray>(*wanted.secret)
        : isSame                ? m_book.vault().secret(wanted.name)
                                : Result<QByteArray>(Failure(Error{}));
    const auto secretProblem
        = secret && type->checkSecretOf ? type->checkSecretOf(checked.values, *secret) : QString();
    if (secret)
        wipe(*secret);
    if (!secretProblem.isEmpty())
        return wrong(u"secret"_s, secretProblem);

    // The secret first: a row whose secret is still the old one would be used with it.
    if (auto done = changeSecret(wanted, !isSame); !done)
        return Failure(done.error());
    const auto stored = m_store.saveConnection({wanted.name, typeId, checked.values, {}, {}}).result();
    if (!stored)
        return Failure(stored.error());
    m_book.set(wanted.name, {typeId, checked.values});
    return statusOf(*stored);
}

Result<void> Connections::changeSecret(const ConnectionChange &wanted, bool forgets)
{
    auto &vault = m_book.vault();
    if (wanted.secret && wanted.secret->isEmpty())
        return wrong(u"secret"_s, tr("The secret is empty."));
    if (wanted.secret)
        return vault.set(wanted.name, *wanted.secret);
    // What stands there is of a connection that is gone, or was for something else.
    if (forgets)
        return vault.remove(wanted.name);
    return {};
}

Result<Connections::Trial> Connections::trialOf(const QString &name) const
{
    const auto theReader = reader();
    if (!theReader)
        return Failure(theReader.error());
    const auto stored = (*theReader)->connection(name);
    if (!stored)
        return Failure(stored.error());
    const auto secret = m_book.secret(name);
    if (!secret)
        return Failure(secret.error());
    const auto *type = findConnectionType(stored->type);
    if (!type || !type->test)
        return Trial([] {
            return ready(
                Result<QString>(tr("There is a secret. Whether it is the right one shows when it is used.")));
        });
    return Trial([type, config = stored->config, secret = *secret, probes = m_probes] {
        return type->test(config, secret, probes);
    });
}

QFuture<Result<QString>> Connections::test(const QString &name)
{
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    auto future = promise->future();
    const auto end = [this, name, promise](const QFuture<Result<QString>> &finished) {
        const auto found = finished.isCanceled()
            ? Result<QString>(failure(Error::Code::Unavailable, tr("The test was broken off.")))
            : finished.result();
        m_book.failed(name, found ? QString() : found.error().message);
        promise->addResult(found);
        promise->finish();
    };
    m_pool.start([this, name, end] {
        QMetaObject::invokeMethod(this, [this, trial = trialOf(name), end] {
            whenFinished(trial ? (*trial)() : ready(Result<QString>(Failure(trial.error()))), this, end);
        });
    });
    return future;
}

QFuture<Result<void>> Connections::remove(const QString &name)
{
    return inPool([this, name] {
        const std::scoped_lock lock(m_changing);
        return removeNow(name);
    });
}

Result<void> Connections::removeNow(const QString &name)
{
    const auto theReader = reader();
    if (!theReader)
        return Failure(theReader.error());
    const auto users = usersOf(**theReader, m_catalog);
    if (!users)
        return Failure(users.error());
    QStringList rules;
    for (const auto &user : users->value(name))
        rules += user.name.isEmpty() ? user.id.value : user.name;
    if (!rules.isEmpty())
        return failure(Error::Code::InvalidInput,
            tr("The connection \"%1\" is used by rules: %2. Change them first.")
                .arg(name, rules.join(u", "_s)),
            name);
    if (auto removed = m_store.removeConnection(name).result(); !removed)
        return removed;
    m_book.remove(name);
    // What stays in a vault that is closed is given to nobody, and goes when the name is used again.
    return m_book.vault().opened() ? m_book.vault().remove(name) : Result<void>();
}

} // namespace signalbox
