// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QTextStream>

/// The sections of the benchmarks; each prints lines of figures and is independent of the others.
namespace signalbox::bench {

/// Where figures go: standard output.
QTextStream &out();
QTextStream &note(); ///< a line that says what could not be measured, and why

/// JSON of about 1 KB, as a web shop would post it.
QByteArray orderOf1Kb();

/// Durable requests a second and p99 at 1, 16 and 64 connections, with no rule and with one rule matched, and
/// nginx answering a static 200 to the same load, in turn, if it is installed.
void webhooks();
/// Events to finished runs a second: from a full log, and from requests that come in meanwhile, `count` of
/// them; the memory of the process as these become more.
void runs(qint64 count);
/// The store alone: appended by batch, as a fraction of plain SQLite inserting the same rows; a log with many
/// events, of our own ids and of foreign ones: rate of appending, worst stall, write-ahead log, pages.
/// `events`: how many that is (at most 2,000,000 of foreign ones).
void log(qint64 events);
/// Cold start to the first painted window, under Xvfb.
void window();
/// Memory and processor of `serve` and of the window while nothing happens.
void idle();

} // namespace signalbox::bench
