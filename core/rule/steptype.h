// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace signalbox {

/// What a step is for; decides its colour and its place in the palette.
enum class StepGroup { Trigger, Decision, Flow, Data, Outside, People };

/// What a field of a step's config takes; the inspector has one editor for each, nothing else
/// distinguishes them.
enum class FieldKind {
    Text, ///< one line; a template where `template_` is set
    LongText, ///< several lines
    Expression, ///< CEL, without braces
    Boolean,
    Integer,
    Number,
    Choice, ///< one of `choices`
    Duration, ///< "30s", "1h 30m" (parseDuration)
    Json, ///< any JSON; strings at any depth are templates
    Map, ///< object of name -> template
    TextList, ///< array of templates
    Cases, ///< array of {"port","when"}: the paths of a switch
    Schedule, ///< the object of core/schedule/schedule.h
    FormFields, ///< array of form fields (core/record/field.h)
    Questions, ///< as FormFields, asked before a button runs
    Table, ///< id of a table
    StatusField, ///< name of a status field of the table named by the field "table"
    Status, ///< a status of that field; empty means any
    RecordFields, ///< object of field -> template, of the table named by the field "table"
    RuleRef, ///< id of a rule
    EventType, ///< a type, or a pattern with *
    HookPath, ///< path below /hook/
    FormSlug, ///< path below /form/; empty: no web page
    Connection, ///< name of a connection, of one of the kinds that `choices` name
    Icon,
    Color, ///< a named accent of the theme
    Retry, ///< {"attempts","backoff","budget"}
    Group ///< object with `fields` of its own; `onlyWhenKey` of these names another of them
};

struct Choice
{
    QString value = {};
    QString label = {};
    QString help = {}; ///< what it means to choose this, in a sentence; empty: the label says it
};

/// One setting of a step type.
struct Field
{
    QString key = {}; ///< in config; never renamed
    FieldKind kind = FieldKind::Text;
    QString label = {};
    QString help = {}; ///< a sentence, shown below the editor
    QJsonValue fallback = QJsonValue::Undefined; ///< what holds when the config has no such key
    QString placeholder = {};
    bool required = false;
    bool template_ = false; ///< whether {{ expressions }} may stand in it
    bool later = false; ///< an Expression that is not asked when the step starts, but when it goes on
    bool advanced = false; ///< collapsed in the inspector
    QList<Choice> choices = {};
    QList<Field> fields = {}; ///< of a Group
    std::optional<double> minimum = {};
    std::optional<double> maximum = {};
    QString onlyWhenKey
        = {}; ///< shown and checked only when the config's (or fallback's) value of this key …
    QStringList onlyWhenIn = {}; ///< … is one of these
};

/// A way out of a step.
struct Port
{
    QString id = {};
    QString label = {}; ///< empty for the plain way out

    bool operator==(const Port &) const = default;
};

/// A fault in a rule, at the place where it can be mended. Empty step: the rule as a whole.
struct Problem
{
    QString step = {};
    QString field = {}; ///< key in config, or "id", "type", "links"
    QString message = {};

    bool operator==(const Problem &) const = default;
};

/// A type with settings filled in that many people look for under a name of its own: "GitHub webhook". The
/// step that is made of it is one of the type; search offers it.
struct StepVariant
{
    QString id = {}; ///< never renamed; within its type
    QString title = {};
    QString help = {};
    QJsonObject config = {};
};

/// All there is to know about a kind of step without running it. Palette, inspector, validation,
/// `signalbox types` and help are made from it.
struct StepType
{
    QString id = {}; ///< never renamed: rules of users name it
    StepGroup group = StepGroup::Data;
    QString title = {};
    QString help = {}; ///< what it does, in a sentence
    QString icon = {}; ///< name of a line icon in resources/icons
    QList<Field> fields = {};
    QJsonValue exampleOutput = {};
    QList<StepVariant> variants = {};

    /// Ways out, from the config (a switch has one for each case). Not set: one port, `out`.
    std::function<QList<Port>(const QJsonObject &config)> portsOf = {};
    /// One line about a config for the canvas: "POST shop.example". Not set: none.
    std::function<QString(const QJsonObject &config)> summaryOf = {};
    /// What the fields' own checks cannot see. `step` of the problems is filled in by the caller.
    std::function<QList<Problem>(const QJsonObject &config)> checkOf = {};

    bool isTrigger() const { return group == StepGroup::Trigger; }
    QList<Port> ports(const QJsonObject &config) const;
    QString summary(const QJsonObject &config) const { return summaryOf ? summaryOf(config) : QString(); }

    /// What a step puts out with this config, as an example: its own sample (a field `sample`) if it has one.
    QJsonValue example(const QJsonObject &config) const;
    /// The config's value of a field, or its fallback.
    QJsonValue value(const QJsonObject &config, const QString &key) const;
    const Field *field(const QString &key) const;
};

/// Every known step type, triggers first, in the order of the palette. Immutable after it is made; any
/// thread.
class StepCatalog
{
public:
    explicit StepCatalog(QList<StepType> types);

    const QList<StepType> &types() const { return m_types; }
    const StepType *find(const QString &id) const;

    struct Choice
    {
        const StepType *type = nullptr; ///< null: there is none of that id
        const StepVariant *variant = nullptr; ///< null: the plain type
    };
    /// What "TYPE" or "TYPE#VARIANT" stands for.
    Choice choice(const QString &text) const;

private:
    QList<StepType> m_types;
};

/// A type as `signalbox types` prints it.
QJsonObject toJson(const StepType &type);

QString groupName(StepGroup group);
QString fieldKindName(FieldKind kind);

} // namespace signalbox
