// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/expression/type.h"
#include "core/expression/value.h"

#include <QList>
#include <QString>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace signalbox::expression {

class Evaluation;

/// A function at work: its arguments, and where its result or its failure goes.
class Call
{
public:
    Call(Evaluation &evaluation, std::span<const Value *const> arguments, Value &result)
        : m_evaluation(evaluation)
        , m_arguments(arguments)
        , m_result(result)
    {
    }

    size_t count() const { return m_arguments.size(); }
    const Value &operator[](size_t index) const { return *m_arguments[index]; }
    std::string_view text(size_t index) const { return m_arguments[index]->toStringView(); }
    qint64 integer(size_t index) const { return m_arguments[index]->toInt(); }

    // How a function ends: `return call.give(value);` or `return call.fail(why);`. A sentence for a person.
    bool give(Value value);
    bool giveText(std::string text) { return give(Value::string(std::move(text))); }
    bool giveList(std::vector<Value> items);
    /// Fails when a key is there twice.
    bool giveMap(std::vector<MapEntry> entries);
    bool fail(QString message);
    const Value &result() const { return m_result; } ///< what was given last

    /// Takes work into account before it is done: elements looked at, bytes read. False: the limit is
    /// reached; return false then.
    bool spend(size_t elements);
    /// Takes memory into account before it is used, in bytes. False as above.
    bool reserve(size_t bytes);

    const Clock &clock() const;
    Random &random() const;

private:
    Evaluation &m_evaluation;
    std::span<const Value *const> m_arguments;
    Value &m_result;
};

/// What a function does. True: it has given a result.
using Body = bool (*)(Call &call);

/// One way of calling a function.
struct Overload
{
    QString signature; ///< "string.charAt(int) -> string"
    std::vector<Type> parameters; ///< of a method: the receiver first
    std::vector<quint16> accepts; ///< kinds of values that each parameter takes, a bit for each
    Type result;
    bool variadic = false; ///< the last parameter may come any number of times
    bool helper = false; ///< not there in the standard environment
    Body body = nullptr;

    bool takes(size_t count) const
    {
        return variadic ? count + 1 >= parameters.size() : count == parameters.size();
    }
    bool accept(std::span<const Value *const> arguments) const;
    const Type &parameter(size_t index) const { return parameters[std::min(index, parameters.size() - 1)]; }
};

/// All ways of calling what has one name, as a function or as a method.
struct Function
{
    std::string name; ///< "math.greatest", "charAt"
    bool method = false;
    bool helper = false; ///< Signalbox's own: so are all its overloads
    bool pure = true; ///< same arguments, same result
    bool lazy = false; ///< where the first argument is an optional with a value, no other is asked for
    std::vector<Overload> overloads;

    /// Of these kinds, for error messages: "(string, int)".
    static QString kindsOf(std::span<const Value *const> arguments);
};

/// Every function that there is, each defined together with its signature and help: what checks calls,
/// dispatches them and explains them is made from the same line. Immutable once made; any thread.
class Library
{
public:
    Library();

    const Function *function(std::string_view name, bool method, bool helpers) const;
    /// Names of functions and methods that begin with what comes before a dot: whether `math` can be such a
    /// beginning.
    bool isNamespace(std::string_view name) const;
    /// Names close to one that does not exist, for suggestions.
    std::vector<std::string> names(bool method, bool helpers) const;

    struct Help
    {
        const char *group; ///< to be translated in the context "ExpressionHelp", as is `line`
        const char *line;
        QString name;
        bool isMethod;
        QStringList signatures;
        QString example;
        QString gives; ///< an expression equal to the example
        bool helper;
    };
    const QList<Help> &help() const { return m_help; }

    // --- for the lists of functions
    class Group;

private:
    Function &add(const char *signature, Body body, bool helper);

    std::map<std::string, Function, std::less<>> m_functions; // methods with a dot before their name
    QList<Help> m_help;
};

/// The functions of one topic, as they are added.
class Library::Group
{
public:
    Group(Library &library, const char *title, bool helper)
        : m_library(library)
        , m_title(title)
        , m_helper(helper)
    {
    }

    /// A function: "name(parameters) -> result", or "type.name(parameters) -> result" for a method. Types:
    /// dyn null bool int uint double timestamp duration type string bytes list(T) map(K, V) optional(T),
    /// number for int, uint and double, and capital letters for types that are the same wherever the letter
    /// stands. `...` after the last parameter: any number of it.
    Group &add(const char *signature, const char *help, const char *example, const char *gives, Body body);
    /// One more way of calling the function added last, or the same function as a method.
    Group &also(const char *signature, Body body);
    /// As above, but only in Signalbox's own environment.
    Group &alsoHelper(const char *signature, Body body);
    /// The function added last depends on more than its arguments.
    Group &impure();
    /// The function added last is as Function::lazy says.
    Group &lazy();

private:
    Library &m_library;
    const char *m_title;
    bool m_helper;
    std::vector<std::string> m_last;
};

/// The one that programs are compiled with, made when first asked for.
const Library &functionLibrary();

// The topics, each in a file of its own: stringfunctions.cpp …
void addConversions(Library &library);
void addStringFunctions(Library &library);
void addStringFormat(Library &library);
void addMathFunctions(Library &library);
void addTimeFunctions(Library &library);
void addListFunctions(Library &library);
void addOptionalFunctions(Library &library);
void addEncoders(Library &library);
void addRegexFunctions(Library &library);
void addHashFunctions(Library &library);
void addUrlFunctions(Library &library);
void addDataFunctions(Library &library);

constexpr quint16 kindBit(Value::Kind kind)
{
    return quint16(1u << int(kind));
}
constexpr quint16 anyKind = 0xffff;

} // namespace signalbox::expression
