// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace signalbox {

/// What any schedule may have beside its times: from when until when, days on which it does not come (also
/// from a calendar file), and by how much it is spread. Folded away until it is wanted or used. Times are
/// shown and taken as this computer's clock has them ("2026-12-24 18:00"); what is none is kept as it is, for
/// the message that says so. Thread: window.
///
/// Object names: scheduleMore, scheduleFrom, scheduleUntil, scheduleExcept, scheduleHolidays, scheduleJitter.
class ScheduleLimits : public QWidget
{
    Q_OBJECT

public:
    explicit ScheduleLimits(QWidget *parent = nullptr);

    static QStringList keys(); ///< of a schedule, that are its affair

    void showOf(const QJsonObject &schedule);
    void applyTo(QJsonObject &schedule) const;

signals:
    void edited();
    void failed(const QString &message); ///< of a calendar file

private:
    void readHolidays();

    QToolButton *m_more;
    QWidget *m_fields;
    QLineEdit *m_from;
    QLineEdit *m_until;
    QLineEdit *m_except;
    QLineEdit *m_jitter;
};

} // namespace signalbox
