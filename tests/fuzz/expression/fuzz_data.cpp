// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/csv.h"
#include "core/expression/type.h"
#include "core/expression/value.h"
#include "core/expression/xmldata.h"
#include "tests/fuzz/support/fuzz.h"

using namespace signalbox;
using fuzz::demand;

/// Data from outside: JSON, XML and CSV.
void signalbox::fuzz::attempt(QByteArrayView input)
{
    if (const auto value = Value::fromJson(input)) {
        const auto again = Value::fromJson(value->toJson());
        demand(again && again->toJson() == value->toJson() && value->depth() <= Value::maximumJsonDepth);
        (void)Type::ofValue(*value);
        (void)value->toQJson();
    }
    if (const auto value = valueFromXml(input))
        demand(Value::fromJson(value->toJson()).has_value());
    expression::readCsv({input.data(), size_t(input.size())}, ',', [](expression::CsvRow &row) {
        std::string line;
        for (const auto &field : row)
            expression::appendCsvField(line, field, ',');
        return true;
    });
}
