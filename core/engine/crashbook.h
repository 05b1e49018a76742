// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/run.h"

#include <QMap>

namespace signalbox {

/// One step of one run, by name: "RUN/STEP".
QString stepKey(const RunId &run, const StepId &step);

/// What is known of how the processes before this one ended on a data folder: a small file beside the store,
/// since the question is asked also when the store is what goes wrong. It is written at the start, at the
/// end, and while steps are on trial (quarantine.h), never in ordinary work. A file that is lost or cannot be
/// read starts anew, and one that cannot be written costs only what stands here.
///
/// A process ends *cleanly*, by a *power cut* (the computer has booted since), or it *dies*. One that dies by
/// a fault of its own (a fatal signal, see crashsignal.h) tells more than one that was killed from outside,
/// which a person, the system or a test may do at any moment.
///
/// *Safe mode*: three processes in a row that died quickly (by a fault of their own within a minute, or in
/// whatever way before they were ready) make the next one begin paused, so that a person can look at what
/// they run into. Going on is one click or `signalbox engine resume`; a minute of work after that clears the
/// count, as does a clean end outside safe mode. Power cuts and kills of one that was ready count for
/// nothing.
///
/// Thread: one at a time.
class CrashBook
{
public:
    enum class End { Clean, PowerCut, Killed, Crashed };
    /// How a step was seen when the process died.
    struct Suspicion
    {
        int deaths = 0; ///< it was under way
        int weight = 0; ///< it was the only one under way, by Quarantine's scale
        bool operator==(const Suspicion &) const = default;
    };

    /// `boot` names this run of the computer; empty: unknown, so that every death counts as one.
    explicit CrashBook(QString file, QString boot = currentBoot());

    static QString currentBoot();
    /// Where a fatal signal leaves its mark (noteFatalSignals).
    QString signalFile() const;

    End previous() const { return m_previous; }
    int quickDeaths() const { return m_quickDeaths; }

    // What this process does. `begin` comes before anything that could go wrong. One on an errand (a command
    // on the command line) neither counts in how starts go nor is it ever in safe mode.
    void begin(bool isErrand = false);
    bool isSafe() const { return m_isSafe; } ///< in safe mode since it began
    void goOn(); ///< out of safe mode
    void ready(); ///< it has started; nothing on an errand
    void workedWell(); ///< for as long as makes a start a good one
    void end(); ///< cleanly, the last of all; nothing where it never began

    // Steps under suspicion, by stepKey.
    const QMap<QString, Suspicion> &suspects() const { return m_suspects; }
    void setSuspects(QMap<QString, Suspicion> suspects); ///< on disk, where they have changed
    /// Which the process before had for the only one under way; empty: none.
    QString wasAlone() const { return m_wasAlone; }
    void setAlone(const QString &key); ///< on disk when it returns

private:
    void read();
    void write() const;

    const QString m_file;
    const QString m_boot;
    End m_previous = End::Clean;
    QString m_state;
    bool m_isSafe = false;
    int m_quickDeaths = 0;
    QMap<QString, Suspicion> m_suspects;
    QString m_wasAlone, m_alone;
};

} // namespace signalbox
