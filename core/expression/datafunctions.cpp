// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/csv.h"
#include "core/expression/functions.h"
#include "core/expression/xmldata.h"

#include <QCoreApplication>

/// Signalbox's own functions that turn text into data and data into text.
namespace signalbox::expression {

namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(Expression)
};

bool json(Call &call)
{
    if (!call.reserve(call[0].weight() * 2))
        return false;
    std::string out;
    call[0].appendJson(out);
    return call.giveText(std::move(out));
}

bool giveRead(Call &call, Result<Value> value)
{
    if (!value)
        return call.fail(value.error().context.isEmpty()
                ? value.error().message
                : Tr::tr("%1 At %2 of the text.").arg(value.error().message, value.error().context));
    return call.reserve(value->weight() * 2) && call.give(std::move(*value));
}

QByteArrayView octets(const Call &call)
{
    return {call.text(0).data(), qsizetype(call.text(0).size())};
}

// Data takes a multiple of its text in memory; what is measured afterwards could be too late.
constexpr size_t growth = 16;

bool parseJson(Call &call)
{
    return call.reserve(call.text(0).size() * growth / 4) && giveRead(call, Value::fromJson(octets(call)));
}

bool parseXml(Call &call)
{
    return call.reserve(call.text(0).size() * growth) && giveRead(call, valueFromXml(octets(call)));
}

bool separatorOf(Call &call, char &separator)
{
    separator = ',';
    if (call.count() < 2)
        return true;
    if (call.text(1).size() != 1
        || std::string_view("\"\r\n").find(call.text(1)[0]) != std::string_view::npos)
        return call.fail(Tr::tr("What separates the fields is one character, like ';'."));
    separator = call.text(1)[0];
    return true;
}

bool giveCsvError(Call &call, Csv outcome)
{
    return call.fail(outcome == Csv::OpenQuote
            ? Tr::tr("This is not valid CSV: a field in quotes is not closed.")
            : Tr::tr(
                "This is not valid CSV: after a field in quotes something else than a separator follows."));
}

bool parseCsv(Call &call)
{
    char separator = ',';
    if (!separatorOf(call, separator) || !call.reserve(call.text(0).size() * growth))
        return false;
    std::vector<Value> names;
    std::vector<Value> rows;
    const auto outcome = readCsv(call.text(0), separator, [&](CsvRow &row) {
        if (!call.reserve(row.size() * (sizeof(MapEntry) + 64) + 64))
            return false;
        if (names.empty()) {
            for (auto &name : row)
                names.push_back(Value::string(std::move(name)));
            return true;
        }
        if (row.size() > names.size())
            return call.fail(Tr::tr("Row %1 has %2 fields, but there are only %3 names in the first row.")
                                 .arg(rows.size() + 2)
                                 .arg(row.size())
                                 .arg(names.size()));
        std::vector<MapEntry> entries;
        for (size_t i = 0; i < names.size(); ++i)
            entries.push_back({names[i], Value::string(i < row.size() ? std::move(row[i]) : std::string())});
        rows.push_back(Value::map(std::move(entries)));
        return true;
    });
    if (outcome == Csv::Stopped)
        return false;
    return outcome == Csv::Done ? call.giveList(std::move(rows)) : giveCsvError(call, outcome);
}

bool parseCsvRows(Call &call)
{
    char separator = ',';
    if (!separatorOf(call, separator) || !call.reserve(call.text(0).size() * growth))
        return false;
    std::vector<Value> rows;
    const auto outcome = readCsv(call.text(0), separator, [&](CsvRow &row) {
        std::vector<Value> fields;
        for (auto &field : row)
            fields.push_back(Value::string(std::move(field)));
        rows.push_back(Value::list(std::move(fields)));
        return call.reserve(row.size() * (sizeof(Value) + 64) + 64);
    });
    if (outcome == Csv::Stopped)
        return false;
    return outcome == Csv::Done ? call.giveList(std::move(rows)) : giveCsvError(call, outcome);
}

void appendCell(std::string &out, const Value *value, char separator)
{
    if (!value || value->isNull())
        return;
    std::string text;
    value->appendText(text);
    appendCsvField(out, text, separator);
}

/// Of maps: their names are those of the first one. Of lists: as they are.
bool csv(Call &call)
{
    char separator = ',';
    if (!separatorOf(call, separator) || !call.reserve(call[0].weight() * 2))
        return false;
    const auto rows = call[0].items();
    std::string out;
    const auto names = rows.empty() ? std::span<const MapEntry>() : rows.front().entries();
    for (const auto &name : names) {
        if (&name != names.data())
            out += separator;
        appendCell(out, &name.key, separator);
    }
    if (!names.empty())
        out += "\r\n";
    for (const auto &row : rows) {
        if (row.kind() != rows.front().kind() || (!row.isMap() && !row.isList()))
            return call.fail(Tr::tr("CSV is made of a list of maps, or of a list of lists."));
        const auto columns = row.isMap() ? names.size() : row.items().size();
        if (!call.spend(columns))
            return false;
        for (size_t i = 0; i < columns; ++i) {
            if (i > 0)
                out += separator;
            appendCell(out, row.isMap() ? row.find(names[i].key) : &row.items()[i], separator);
        }
        out += "\r\n";
    }
    return call.giveText(std::move(out));
}

} // namespace

void addDataFunctions(Library &library)
{
    Library::Group group(library, QT_TRANSLATE_NOOP("ExpressionHelp", "Data and text"), true);
    group
        .add("csv(list(dyn)) -> string",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "Rows and columns of text from a list of maps or of lists, with a comma between them or what "
                "is "
                "given."),
            "csv([{'sku': 'a', 'count': 2}])", "'sku,count\\r\\na,2\\r\\n'", csv)
        .also("csv(list(dyn), string) -> string", csv);
    group.add("json(dyn) -> string", QT_TRANSLATE_NOOP("ExpressionHelp", "The value as JSON."),
        "json({'a': [1, true]})", "'{\"a\":[1,true]}'", json);
    group
        .add("parseCsv(string) -> list(map(string, string))",
            QT_TRANSLATE_NOOP("ExpressionHelp",
                "The rows of a text in CSV, by the names in its first row; separated by a comma or what is "
                "given."),
            "parseCsv('sku;count\\na;2', ';')", "[{'sku': 'a', 'count': '2'}]", parseCsv)
        .also("parseCsv(string, string) -> list(map(string, string))", parseCsv);
    group
        .add("parseCsvRows(string) -> list(list(string))",
            QT_TRANSLATE_NOOP("ExpressionHelp", "As parseCsv(), where the first row holds no names."),
            "parseCsvRows('a,\"b, c\"')", "[['a', 'b, c']]", parseCsvRows)
        .also("parseCsvRows(string, string) -> list(list(string))", parseCsvRows);
    group.add("parseJson(string) -> dyn", QT_TRANSLATE_NOOP("ExpressionHelp", "What a text in JSON says."),
        "parseJson('{\"a\": [1, true]}').a[0]", "1", parseJson);
    group.add("parseXml(string) -> dyn",
        QT_TRANSLATE_NOOP("ExpressionHelp",
            "What a text in XML says: elements as members, attributes with an @ before their names, several "
            "of one "
            "name as a list."),
        "parseXml('<order id=\"7\"><note>hi</note></order>').order", "{'@id': '7', 'note': 'hi'}", parseXml);
}

} // namespace signalbox::expression
