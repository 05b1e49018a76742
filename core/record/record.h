// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/event/event.h"
#include "core/record/field.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace signalbox {

/// A table that the user defined.
struct Table
{
    TableId id;
    QString name;
    QList<DataField> fields;

    const DataField *field(const QString &name) const;
    const DataField *statusField() const; ///< the first one; null if there is none

    bool operator==(const Table &) const = default;
};

/// {"id","name","fields":[…]}; without a name the id stands for it. InvalidInput: the context is the key, of
/// a field "fields.INDEX.KEY".
Result<Table> tableFromJson(const QJsonObject &object);
QJsonObject toJson(const Table &table);

struct Record
{
    TableId table;
    RecordId id;
    QJsonObject values;
    Instant created;
    Instant updated;

    bool operator==(const Record &) const = default;
};

/// {"id","table","values":{…},"created","updated"}; this is also what a record step puts out.
QJsonObject toJson(const Record &record);

/// What somebody wants done with a record. A plain value.
struct RecordCommand
{
    enum class Operation { Create, Update, Delete };

    Operation operation = Operation::Create;
    TableId table;
    RecordId id; ///< of create: may be empty, then it gets a new one
    QJsonObject values; ///< of update: only those that change

    bool operator==(const RecordCommand &) const = default;
};

/// What a command comes to.
struct RecordChange
{
    std::optional<Record> before;
    std::optional<Record> after;
    QList<Event> events; ///< record.created/updated/deleted and status.changed, in that order
                         ///< (core/event/eventtypes.h)
};

/// Decides a command on what is there now, without doing it. Pure. InvalidInput: a value does not fit its
/// field, the status may not change so (the message says from what to what), or a record of that id is there
/// already; NotFound: there is no such record; the context names the fields at fault, else the record. An
/// update that changes nothing has no events. Values that are not named stay as they are, even where the
/// table's fields have changed since. A status that the table has no longer can be left for any other.
Result<RecordChange> decide(const Table &table, const std::optional<Record> &before,
    const RecordCommand &command, const RecordId &newId, Instant now);

} // namespace signalbox
