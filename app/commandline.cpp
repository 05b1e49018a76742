// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

struct Option
{
    enum class Kind { Text, Number, Flag };
    QString name;
    QString value; ///< what its value is called in the help
    QString help;
    Kind kind = Kind::Text;
    QString param = {}; ///< in the request, where it differs from the name
};

struct CommandSpec
{
    QString words; ///< "rule import"
    QString arguments; ///< as the help shows them
    QString help;
    QStringList
        params; ///< what each argument is in the request; "files…" takes all that follow as files to read
    QList<Option> options = {};

    QString method() const { return QString(words).replace(u' ', u'.'); }
};

const QList<CommandSpec> &commands()
{
    using enum Option::Kind;
    static const QList<CommandSpec> all{
        {u"serve"_s, {},
            Tr::tr("the engine without a window; prints {\"ready\":true,…} when it accepts requests"), {},
            {{u"listen"_s, u"ADDR:PORT"_s, Tr::tr("where webhooks come in; port 0 picks a free one")}}},
        {u"engine status"_s, {}, Tr::tr("how the engine is that runs on the folder"), {}},
        {u"engine pause"_s, {}, Tr::tr("events are taken and kept, no run goes on"), {}},
        {u"engine resume"_s, {},
            Tr::tr(
                "ends a pause, also the one in which Signalbox begins after crashing three times in a row"),
            {}},
        {u"rule import"_s, u"FILE…"_s, Tr::tr("adds or replaces rules, switched off unless --enable"),
            {u"files…"_s}, {{u"enable"_s, {}, Tr::tr("switch them on"), Flag}}},
        {u"rule validate"_s, u"FILE…"_s, Tr::tr("prints each problem (exit 1 if any) and doubt"),
            {u"files…"_s}},
        {u"rule list"_s, {}, Tr::tr("all rules"), {}},
        {u"rule export"_s, u"ID"_s, Tr::tr("a rule as a rule file"), {u"id"_s}},
        {u"rule enable"_s, u"ID"_s, Tr::tr("switches a rule on"), {u"id"_s}},
        {u"rule disable"_s, u"ID"_s, Tr::tr("switches a rule off"), {u"id"_s}},
        {u"rule delete"_s, u"ID"_s, Tr::tr("removes a rule; its runs stay"), {u"id"_s}},
        {u"rule run"_s, u"ID"_s, Tr::tr("starts a run by hand, whatever the triggers"), {u"id"_s},
            {{u"data"_s, u"JSON"_s, Tr::tr("the event's data")},
                {u"trigger"_s, u"STEP"_s, Tr::tr("which trigger counts as fired; default the first")},
                {u"wait"_s, {}, Tr::tr("wait for its end and print it"), Flag}}},
        {u"button press"_s, u"ID"_s,
            Tr::tr("as a click on the board; ID is the rule's, the step's, or RULE/STEP"), {u"id"_s},
            {{u"data"_s, u"JSON"_s, Tr::tr("answers to the button's questions")}}},
        {u"form submit"_s, u"ID"_s, Tr::tr("as sending the form on the board"), {u"id"_s},
            {{u"data"_s, u"JSON"_s, Tr::tr("the fields' values")}}},
        {u"event emit"_s, {}, Tr::tr("appends an event and prints it as stored"), {},
            {{u"type"_s, u"T"_s, Tr::tr("its type (needed)")}, {u"source"_s, u"S"_s, Tr::tr("its source")},
                {u"subject"_s, u"S"_s, Tr::tr("its subject")},
                {u"id"_s, u"ID"_s, Tr::tr("its id; a second event of the same source and id is a duplicate")},
                {u"data"_s, u"JSON"_s, Tr::tr("its data")}}},
        {u"event list"_s, {}, Tr::tr("events, oldest first"), {},
            {{u"after"_s, u"SEQ"_s, Tr::tr("only later ones")},
                {u"limit"_s, u"N"_s, Tr::tr("at most; 100 unless told"), Number},
                {u"type"_s, u"GLOB"_s, Tr::tr("only of this type; * stands for any characters")},
                {u"search"_s, u"TEXT"_s,
                    Tr::tr(
                        "only those in which all these words are; \"some words\" in quotes as they stand")},
                {u"filter"_s, u"EXPR"_s, Tr::tr("only those for which this is true")},
                {u"with-request"_s, {}, Tr::tr("with method, path, query and headers of webhooks"), Flag,
                    u"withRequest"_s}}},
        {u"run list"_s, {}, Tr::tr("runs, oldest first"), {},
            {{u"state"_s, u"S"_s, Tr::tr("only in this state")},
                {u"rule"_s, u"ID"_s, Tr::tr("only of this rule")},
                {u"after"_s, u"ID"_s, Tr::tr("only later ones")},
                {u"limit"_s, u"N"_s, Tr::tr("at most; 100 unless told"), Number}}},
        {u"run show"_s, u"ID"_s, Tr::tr("one run with its steps"), {u"id"_s}},
        {u"run retry"_s, u"ID"_s, Tr::tr("does again what failed, was cancelled or is in doubt"), {u"id"_s},
            {{u"from"_s, u"STEP"_s, Tr::tr("this step and what follows from it")}}},
        {u"run pin"_s, u"ID"_s, Tr::tr("keeps a run, however old it gets"), {u"id"_s}},
        {u"run unpin"_s, u"ID"_s, Tr::tr("lets it go when it is old"), {u"id"_s}},
        {u"run cancel"_s, u"ID"_s, Tr::tr("ends a run that is going on"), {u"id"_s}},
        {u"table list"_s, {}, Tr::tr("the tables of records"), {}},
        {u"table save"_s, u"FILE…"_s, Tr::tr("adds or changes tables from their JSON definitions"),
            {u"files…"_s}},
        {u"table delete"_s, u"ID"_s, Tr::tr("removes a table with its records"), {u"id"_s}},
        {u"record list"_s, u"TABLE"_s, Tr::tr("the records of a table"), {u"table"_s}},
        {u"record create"_s, u"TABLE"_s, Tr::tr("adds a record"), {u"table"_s},
            {{u"data"_s, u"JSON"_s, Tr::tr("its values")}}},
        {u"record update"_s, u"TABLE ID"_s, Tr::tr("changes a record"), {u"table"_s, u"id"_s},
            {{u"data"_s, u"JSON"_s, Tr::tr("the values that change")}}},
        {u"record delete"_s, u"TABLE ID"_s, Tr::tr("removes a record"), {u"table"_s, u"id"_s}},
        {u"schedule simulate"_s, {},
            Tr::tr("every time that schedules of rules will start runs, a line each"), {},
            {{u"rule"_s, u"ID"_s, Tr::tr("of this rule only, also where it is off; else of all that are on")},
                {u"from"_s, u"T"_s, Tr::tr("from this time on; default now")},
                {u"until"_s, u"T"_s, Tr::tr("before this time; default a week after")}}},
        {u"schedule list"_s, {}, Tr::tr("every schedule that is on, when it comes next, and its pause"), {}},
        {u"schedule pause"_s, u"ID"_s, Tr::tr("schedules of this rule start nothing until then"), {u"id"_s},
            {{u"until"_s, u"T"_s, Tr::tr("when they go on by themselves; needed")},
                {u"trigger"_s, u"STEP"_s, Tr::tr("only the schedule of this trigger")}}},
        {u"schedule resume"_s, u"ID"_s, Tr::tr("ends a pause now"), {u"id"_s},
            {{u"trigger"_s, u"STEP"_s, Tr::tr("only the schedule of this trigger")}}},
        {u"schedule accept-clock"_s, {},
            Tr::tr("the clock is right: schedules that wait since it seemed wrong go on"), {}},
        {u"schedule holidays"_s, u"FILE…"_s,
            Tr::tr("the dates in iCalendar files, as a schedule takes them in \"except\""), {u"files…"_s}},
        {u"schedule next"_s, u"EXPR"_s,
            Tr::tr("when a cron expression, or a schedule in JSON, comes next, a time a line"),
            {u"expression"_s},
            {{u"zone"_s, u"IANA"_s, Tr::tr("time zone; default the system's")},
                {u"from"_s, u"T"_s, Tr::tr("only after this time; default now")},
                {u"count"_s, u"N"_s, Tr::tr("how many; default 1"), Number}}},
        {u"expression eval"_s, u"EXPR"_s, Tr::tr("the value of an expression, as JSON"), {u"expression"_s},
            {{u"bindings"_s, u"JSON"_s, Tr::tr("what names in it mean, an object")}}},
        {u"expression functions"_s, {},
            Tr::tr(
                "every function of expressions with its signatures, a sentence and an example, a line each"),
            {}},
        {u"connection list"_s, {}, Tr::tr("all connections, without their secrets"), {}},
        {u"connection types"_s, {}, Tr::tr("every kind of connection with its fields"), {}},
        {u"connection set"_s, u"NAME"_s, Tr::tr("adds a connection, or changes what is told"), {u"name"_s},
            {{u"type"_s, u"T"_s, Tr::tr("its kind; needed for a new one")},
                {u"config"_s, u"JSON"_s, Tr::tr("its settings, an object")},
                {u"secret-stdin"_s, {},
                    Tr::tr("its secret is what comes on standard input, less one line end"), Flag}}},
        {u"connection test"_s, u"NAME"_s, Tr::tr("tries it; exit 1 where it does not work"), {u"name"_s}},
        {u"connection delete"_s, u"NAME"_s, Tr::tr("removes a connection that no rule uses"), {u"name"_s}},
        {u"backup"_s, u"FILE"_s,
            Tr::tr("copies the store as it is now into FILE and looks the copy through; also while Signalbox "
                   "runs"),
            {u"file"_s}},
        {u"restore"_s, u"FILE"_s,
            Tr::tr("puts a backup in the store's place, which is kept beside it; Signalbox must not run"),
            {u"file"_s}},
        {u"doctor"_s, {}, Tr::tr("looks the whole store through; exit 1 if something is wrong with it"), {},
            {{u"accept"_s, {},
                Tr::tr(
                    "take what is lost or changed in the log for granted, so that it is no fault any more"),
                Flag}}},
        {u"storage show"_s, {}, Tr::tr("where the space of the data folder goes"), {}},
        {u"types"_s, {}, Tr::tr("every trigger and action type with its fields"), {}},
    };
    return all;
}

QString usage(const CommandSpec &spec)
{
    QString line = u"signalbox "_s + spec.words;
    if (!spec.arguments.isEmpty())
        line += u' ' + spec.arguments;
    for (const auto &option : spec.options)
        line += option.value.isEmpty() ? u" [--%1]"_s.arg(option.name)
                                       : u" [--%1 %2]"_s.arg(option.name, option.value);
    return line;
}

QString help()
{
    QString text
        = Tr::tr("Signalbox wires events to actions. Without a command it opens the window.") + u"\n\n"_s;
    for (const auto &spec : commands())
        text += u"  %1\n      %2\n"_s.arg(usage(spec), spec.help);
    text += u'\n'
        + Tr::tr(
            "Everywhere: --data-dir DIR (or SIGNALBOX_DATA_DIR) names the data folder, --help, --version.")
        + u'\n'
        + Tr::tr(
            "Exit status: 0 done, 1 failed, 2 wrong command line or input, 3 engine or data folder out of "
            "reach.")
        + u'\n';
    return text;
}

QString help(const CommandSpec &spec)
{
    QString text = usage(spec) + u'\n' + spec.help + u'\n';
    for (const auto &option : spec.options)
        text += u"  --%1 %2\n      %3\n"_s.arg(option.name, option.value, option.help);
    return text;
}

/// Of the commands that begin with a word: "rule". Empty: there are none.
QString helpOnTopic(const QString &word)
{
    QString text;
    for (const auto &spec : commands()) {
        if (spec.words.startsWith(word + u' '))
            text += help(spec) + u'\n';
    }
    return text;
}

Failure wrong(const QString &message)
{
    return failure(Error::Code::InvalidInput, message);
}

/// The command whose words the arguments begin with; these are taken away.
const CommandSpec *takeCommand(QStringList &words)
{
    for (const auto &spec : commands()) {
        const auto wanted = spec.words.split(u' ');
        if (words.mid(0, wanted.size()) == wanted) {
            words.remove(0, wanted.size());
            return &spec;
        }
    }
    return nullptr;
}

Result<QJsonObject> readFile(const QString &name)
{
    QFile file(name);
    if (!(name == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
        return wrong(Tr::tr("%1 cannot be read: %2.").arg(name, file.errorString()));
    return QJsonObject{{u"file"_s, name}, {u"text"_s, QString::fromUtf8(file.readAll())}};
}

/// The secret that comes on standard input, as bytes of any kind go into a request. What a person sees of it
/// is nothing.
Result<void> takeSecret(QJsonObject &params)
{
    if (!params.take(u"secret-stdin"_s).toBool())
        return {};
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return wrong(Tr::tr("Standard input cannot be read: %1.").arg(input.errorString()));
    auto secret = input.readAll();
    if (secret.endsWith('\n'))
        secret.chop(secret.endsWith("\r\n") ? 2 : 1);
    params.insert(u"secret"_s, QString::fromLatin1(secret.toBase64()));
    return {};
}

Result<Request> makeRequest(const CommandSpec &spec, const QStringList &arguments, QJsonObject params)
{
    if (spec.params == QStringList{u"files…"_s}) {
        if (arguments.isEmpty())
            return wrong(Tr::tr("Which file? Usage: %1").arg(usage(spec)));
        QJsonArray files;
        for (const auto &name : arguments) {
            const auto file = readFile(name);
            if (!file)
                return Failure(file.error());
            files += *file;
        }
        params.insert(u"files"_s, files);
        return Request{spec.method(), params};
    }
    if (arguments.size() != spec.params.size())
        return wrong((arguments.size() < spec.params.size() ? Tr::tr("Something is missing. Usage: %1")
                                                            : Tr::tr("That is too much. Usage: %1"))
                         .arg(usage(spec)));
    for (qsizetype i = 0; i < arguments.size(); ++i)
        params.insert(spec.params[i], arguments[i]);
    return Request{spec.method(), params};
}

} // namespace

Result<Invocation> parseCommandLine(const QStringList &arguments)
{
    Invocation invocation;
    QStringList words; // what is no option
    bool wantsHelp = false;

    // First the words, since they say which options take a value.
    QStringList rest = arguments;
    QStringList ahead;
    while (!rest.isEmpty() && rest.first().startsWith(u"--"_s) && rest.first() != u"--"_s) {
        const auto option = rest.takeFirst();
        if (option == u"--data-dir" && !rest.isEmpty())
            invocation.dataDir = rest.takeFirst();
        else
            ahead += option;
    }
    const auto *spec = takeCommand(rest);
    rest = ahead + rest;
    if (!spec && !rest.isEmpty() && !rest.first().startsWith(u'-')) {
        const auto topic = helpOnTopic(rest.first());
        if (!topic.isEmpty() && (rest.contains(u"--help"_s) || rest.contains(u"-h"_s))) {
            invocation.what = Invocation::Print{topic};
            return invocation;
        }
        if (!topic.isEmpty() && rest.size() == 1)
            return wrong(Tr::tr("What about \"%1\"? These are the commands:\n\n%2")
                             .arg(rest.first(), topic.trimmed()));
        return wrong(Tr::tr("There is no command \"%1\". See signalbox %2--help.")
                         .arg(rest.mid(0, 2).join(u' '), topic.isEmpty() ? QString() : rest.first() + u' '));
    }

    QJsonObject params;
    while (!rest.isEmpty()) {
        const auto word = rest.takeFirst();
        if (word == u"--") {
            words += std::exchange(rest, {});
            break;
        }
        if (word == u"-h" || word == u"--help") {
            wantsHelp = true;
            continue;
        }
        if (!word.startsWith(u"--"_s)) {
            words += word;
            continue;
        }
        const auto name = word.mid(2).section(u'=', 0, 0);
        auto inlineValue = word.contains(u'=') ? std::optional(word.section(u'=', 1)) : std::nullopt;
        const auto takeValue = [&]() -> std::optional<QString> {
            if (inlineValue)
                return std::move(inlineValue);
            if (rest.isEmpty())
                return {};
            return rest.takeFirst();
        };
        if (name == u"version") {
            invocation.what = Invocation::Print{u"signalbox "_s + QStringLiteral(SIGNALBOX_VERSION) + u'\n'};
            return invocation;
        }
        if (name == u"data-dir") {
            const auto value = takeValue();
            if (!value)
                return wrong(Tr::tr("--data-dir needs a folder."));
            invocation.dataDir = *value;
            continue;
        }
        const auto options = spec ? spec->options : QList<Option>{};
        const auto option = std::ranges::find(options, name, &Option::name);
        if (option == options.end())
            return wrong(Tr::tr("There is no option --%1 here. See signalbox %2--help.")
                             .arg(name, spec ? spec->words + u' ' : QString()));
        const auto key = option->param.isEmpty() ? option->name : option->param;
        if (option->kind == Option::Kind::Flag) {
            if (inlineValue)
                return wrong(Tr::tr("--%1 takes no value. Usage: %2").arg(name, usage(*spec)));
            params.insert(key, true);
            continue;
        }
        const auto value = takeValue();
        if (!value)
            return wrong(Tr::tr("--%1 needs a value. Usage: %2").arg(name, usage(*spec)));
        if (option->kind == Option::Kind::Number) {
            bool ok = false;
            const int number = value->toInt(&ok);
            if (!ok)
                return wrong(Tr::tr("--%1 takes a number, not \"%2\".").arg(name, *value));
            params.insert(key, number);
        } else {
            params.insert(key, *value);
        }
    }

    if (wantsHelp) {
        invocation.what = Invocation::Print{spec ? help(*spec) : help()};
        return invocation;
    }
    if (!spec) {
        if (!words.isEmpty())
            return wrong(Tr::tr("There is no command \"%1\". See signalbox --help.").arg(words.first()));
        invocation.what = Invocation::Window{};
        return invocation;
    }
    if (spec->words == u"serve") {
        if (!words.isEmpty())
            return wrong(Tr::tr("That is too much. Usage: %1").arg(usage(*spec)));
        invocation.what = Invocation::Serve{params.value(u"listen"_s).toString()};
        return invocation;
    }
    if (spec->words == u"event emit" && !params.contains(u"type"_s))
        return wrong(Tr::tr("An event needs a --type. Usage: %1").arg(usage(*spec)));
    if (auto taken = takeSecret(params); !taken)
        return Failure(taken.error());
    auto request = makeRequest(*spec, words, params);
    if (!request)
        return Failure(request.error());
    invocation.what = *request;
    return invocation;
}

} // namespace signalbox
