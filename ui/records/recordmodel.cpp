// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordmodel.h"

#include "core/base/futures.h"
#include "core/base/numbertext.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <QLocale>
#include <QSet>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int pageSize = 200;

}

RecordModel::RecordModel(const Context &context, QObject *parent)
    : QAbstractTableModel(parent)
    , m_context(context)
{
    // What many rules change at once is read once a frame or so.
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(30ms);
    connect(&m_refreshTimer, &QTimer::timeout, this, &RecordModel::refresh);
    connect(&context.store, &Store::recordsChanged, this, [this](const TableId &table) {
        if (table == m_table.id && !m_refreshTimer.isActive())
            m_refreshTimer.start();
    });
}

void RecordModel::show(const Table &table)
{
    beginResetModel();
    m_table = table;
    m_records.clear();
    m_refusals.clear();
    m_loaded = false;
    m_hasMore = false;
    m_reading = false;
    ++m_generation;
    endResetModel();
    if (!table.id.isEmpty())
        read({}, pageSize, false);
}

void RecordModel::read(const RecordId &after, int limit, bool isRefresh)
{
    m_reading = true;
    const auto future = m_context.readers.ask(
        [table = m_table.id, after, limit](Reader &reader) { return reader.records(table, after, limit); });
    whenReady(future, this,
        [this, generation = m_generation, limit, isRefresh](const Result<QList<Record>> &records) {
            if (generation != m_generation)
                return;
            if (!records) {
                m_reading = false;
                emit failed(records.error().message);
                return;
            }
            m_loaded = true;
            m_hasMore = records->size() == limit;
            if (isRefresh) {
                merge(*records);
            } else if (!records->isEmpty()) {
                beginInsertRows({}, int(m_records.size()), int(m_records.size() + records->size()) - 1);
                m_records += *records;
                endInsertRows();
            }
            m_reading = false; // only now: who hears of the rows may ask for more at once
            emit loaded();
        });
}

void RecordModel::refresh()
{
    if (m_reading) {
        m_refreshTimer.start();
        return;
    }
    // One page more than there is, so that what is new at the end shows.
    read({}, int(m_records.size()) + pageSize, true);
}

void RecordModel::merge(const QList<Record> &records)
{
    QSet<RecordId> left;
    for (const auto &record : records)
        left.insert(record.id);
    for (auto row = int(m_records.size()) - 1; row >= 0; --row) {
        if (left.contains(m_records.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_records.removeAt(row);
        endRemoveRows();
    }
    // Both are in the store's order now, and only new ones are missing here.
    for (int row = 0; row < records.size(); ++row) {
        const auto &now = records.at(row);
        if (row < m_records.size() && m_records.at(row).id == now.id) {
            if (m_records.at(row) != now)
                change(row, now);
            continue;
        }
        beginInsertRows({}, row, row);
        m_records.insert(row, now);
        endInsertRows();
    }
}

void RecordModel::change(int row, const Record &record)
{
    m_records[row] = record;
    m_refusals.removeIf([&](const Refusal &refusal) { return refusal.record == record.id; });
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void RecordModel::refuse(
    const RecordId &id, const QString &field, const QVariant &entered, const QString &message)
{
    const auto row = rowOf(id);
    const auto column = columnOf(field);
    if (row < 0 || column < 0) {
        emit failed(message); // somebody deleted it meanwhile
        return;
    }
    m_refusals.removeIf(
        [&](const Refusal &refusal) { return refusal.record == id && refusal.field == field; });
    // decide() puts the field before what is wrong with it, which stands at the cell anyway.
    const auto prefix = field + u": "_s;
    const auto text = message.startsWith(prefix) ? message.sliced(prefix.size()) : message;
    m_refusals.append({id, field, entered, text});
    const auto cell = index(row, column);
    emit dataChanged(cell, cell);
    emit refused(cell, text);
}

const RecordModel::Refusal *RecordModel::refusalOf(const QModelIndex &index) const
{
    const auto *known = field(index.column());
    if (!known || m_refusals.isEmpty())
        return nullptr;
    const auto &id = m_records.at(index.row()).id;
    const auto found = std::ranges::find_if(m_refusals,
        [&](const Refusal &refusal) { return refusal.record == id && refusal.field == known->name; });
    return found == m_refusals.end() ? nullptr : &*found;
}

void RecordModel::refreshTimes()
{
    if (!m_records.isEmpty())
        emit dataChanged(
            index(0, columnCount() - 1), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

int RecordModel::rowOf(const RecordId &id) const
{
    const auto found = std::ranges::find(m_records, id, &Record::id);
    return found == m_records.end() ? -1 : int(found - m_records.begin());
}

int RecordModel::columnOf(const QString &name) const
{
    const auto found = std::ranges::find(m_table.fields, name, &DataField::name);
    return found == m_table.fields.end() ? -1 : int(found - m_table.fields.begin());
}

const DataField *RecordModel::field(int column) const
{
    return column >= 0 && column < m_table.fields.size() ? &m_table.fields.at(column) : nullptr;
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_records.size());
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_table.id.isEmpty() ? 0 : int(m_table.fields.size()) + 1;
}

QString RecordModel::display(const DataField &field, const QJsonValue &value) const
{
    if (value.isUndefined() || value.isNull())
        return {};
    switch (field.kind) {
    case DataField::Kind::Number:
        return value.isDouble() ? numberText(value.toDouble()) : value.toString();
    case DataField::Kind::Date: {
        const auto date = QDate::fromString(value.toString(), Qt::ISODate);
        return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : value.toString();
    }
    case DataField::Kind::Checkbox:
        return {};
    default:
        return singleLine(value.toVariant().toString());
    }
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &record = m_records.at(index.row());
    const auto *known = field(index.column());
    if (!known) {
        if (role == Qt::DisplayRole)
            return relativeTime(record.updated, m_context.clock.now());
        if (role == Qt::ToolTipRole)
            return exactTime(record.updated);
        return {};
    }
    const auto value = record.values.value(known->name);
    const auto *refusal = refusalOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return display(*known, value);
    case Qt::AccessibleTextRole:
        if (known->kind == DataField::Kind::Checkbox)
            return value.toBool() ? tr("yes") : tr("no");
        return display(*known, value);
    case ProblemRole:
        return refusal ? QVariant(refusal->message) : QVariant();
    case Qt::EditRole:
        if (refusal)
            return refusal->entered;
        return known->kind == DataField::Kind::Date
            ? QVariant(QDate::fromString(value.toString(), Qt::ISODate))
            : value.toVariant();
    case Qt::CheckStateRole:
        return known->kind == DataField::Kind::Checkbox
            ? QVariant(value.toBool() ? Qt::Checked : Qt::Unchecked)
            : QVariant();
    case Qt::TextAlignmentRole:
        return known->kind == DataField::Kind::Number ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                                                      : QVariant();
    case Qt::ToolTipRole:
        if (refusal)
            return plainToolTip(refusal->message);
        return value.isString() && value.toString().size() > 40 ? QVariant(plainToolTip(value.toString()))
                                                                : QVariant();
    default:
        return {};
    }
}

bool RecordModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const auto *known = checkIndex(index, CheckIndexOption::IndexIsValid) ? field(index.column()) : nullptr;
    if (!known || (role != Qt::EditRole && role != Qt::CheckStateRole))
        return false;
    QJsonValue entered;
    if (role == Qt::CheckStateRole)
        entered = value.toInt() == Qt::Checked;
    else if (known->kind == DataField::Kind::Date)
        entered = value.toDate().isValid() ? QJsonValue(value.toDate().toString(Qt::ISODate)) : QJsonValue();
    else if (value.toString().isEmpty())
        entered = QJsonValue::Null;
    else
        entered = QJsonValue::fromVariant(value);
    const auto record = m_records.at(index.row());
    const auto stored = record.values.value(known->name);
    if (stored == entered || (entered.isNull() && stored.isUndefined())) {
        if (refusalOf(index))
            change(index.row(), record); // back to what is stored: nothing is refused any more
        return false;
    }
    const auto future = m_context.engine.changeRecord(
        {RecordCommand::Operation::Update, m_table.id, record.id, {{known->name, entered}}});
    whenReady(future, this,
        [this, generation = m_generation, id = record.id, name = known->name, value](
            const Result<Record> &changed) {
            if (generation != m_generation)
                return;
            if (!changed)
                refuse(id, name, value, changed.error().message);
            else if (const auto row = rowOf(id); row >= 0)
                change(row, *changed);
        });
    return true;
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const auto *known = field(section);
    if (role == Qt::TextAlignmentRole && known && known->kind == DataField::Kind::Number)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (!known)
        return tr("Changed");
    return singleLine(known->label.isEmpty() ? known->name : known->label, 80);
}

Qt::ItemFlags RecordModel::flags(const QModelIndex &index) const
{
    auto flags = QAbstractTableModel::flags(index);
    if (const auto *known = field(index.column()))
        flags |= known->kind == DataField::Kind::Checkbox ? Qt::ItemIsUserCheckable : Qt::ItemIsEditable;
    return flags;
}

bool RecordModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_reading;
}

void RecordModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        read(m_records.last().id, pageSize, false);
}

} // namespace signalbox
