// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/expression/csv.h"
#include "core/expression/type.h"
#include "core/expression/value.h"
#include "core/expression/xmldata.h"

#include <cstdlib>

using namespace signalbox;

/// Data from outside: JSON, XML and CSV.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const QByteArrayView input(bytes, qsizetype(size));
    if (const auto value = Value::fromJson(input)) {
        const auto again = Value::fromJson(value->toJson());
        if (!again || again->toJson() != value->toJson() || value->depth() > Value::maximumJsonDepth)
            std::abort();
        (void)Type::ofValue(*value);
        (void)value->toQJson();
    }
    if (const auto value = valueFromXml(input); value && !Value::fromJson(value->toJson()))
        std::abort();
    expression::readCsv({input.data(), size}, ',', [](expression::CsvRow &row) {
        std::string line;
        for (const auto &field : row)
            expression::appendCsvField(line, field, ',');
        return true;
    });
    return 0;
}
