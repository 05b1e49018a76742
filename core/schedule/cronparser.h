// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/schedule/cron.h"

#include <QString>
#include <QStringView>

#include <functional>

namespace signalbox {

/// Reads one cron expression; CronExpression::parse() is its face.
class CronParser
{
public:
    explicit CronParser(const QString &text)
        : m_text(text)
    {
    }

    Result<CronExpression> parse();

private:
    /// A piece of the text; it knows where it stands in it.
    using Piece = QStringView;
    struct Field;
    using Add = std::function<void(int)>;

    bool readFields(const QList<Piece> &pieces);
    bool readMacro(Piece piece);
    bool readTimes(const QList<Piece> &times);
    bool readMonthDays(Piece piece);
    bool readMonthDay(Piece item);
    bool readWeekDays(Piece piece);
    bool readWeekDay(Piece item);
    bool readYears(Piece piece);
    bool comesEver(const QList<Piece> &pieces);

    bool readList(Piece piece, const std::function<bool(Piece)> &readItem);
    bool readValues(Piece piece, const Field &field, const Add &add);
    bool readRange(Piece item, const Field &field, const Add &add);
    bool readValue(Piece piece, const Field &field, int &value);
    bool readCount(Piece piece, int least, int most, int &count);

    bool wrong(Piece where, const QString &reason);

    const QString m_text;
    CronExpression m_cron;
    Error m_error;
};

} // namespace signalbox
