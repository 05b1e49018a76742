// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/crashbook.h"

#include "core/base/json.h"

#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int quickDeathsToSafeMode = 3;

// What a process has come to; the file says it, so these are never renamed.
const auto errand = u"errand"_s;
const auto starting = u"starting"_s;
const auto running = u"running"_s;
const auto good = u"good"_s;
const auto ended = u"ended"_s;

} // namespace

QString stepKey(const RunId &run, const StepId &step)
{
    return run.value + u'/' + step.value;
}

CrashBook::CrashBook(QString file, QString boot)
    : m_file(std::move(file))
    , m_boot(std::move(boot))
    , m_state(ended)
{
    read();
}

QString CrashBook::currentBoot()
{
    QFile in(u"/proc/sys/kernel/random/boot_id"_s);
    return in.open(QIODevice::ReadOnly) ? QString::fromLatin1(in.readAll()).trimmed() : QString();
}

QString CrashBook::signalFile() const
{
    return m_file + u".signal"_s;
}

void CrashBook::read()
{
    QFile in(m_file);
    const auto content = in.open(QIODevice::ReadOnly) ? parseJsonObject(in.readAll()) : QJsonObject();
    if (!content)
        return;
    m_quickDeaths = content->value(u"quickDeaths"_s).toInt();
    m_wasAlone = content->value(u"alone"_s).toString();
    const auto suspects = content->value(u"suspects"_s).toArray();
    for (const auto &value : suspects) {
        const auto one = value.toObject();
        m_suspects.insert(one.value(u"step"_s).toString(),
            {one.value(u"deaths"_s).toInt(), one.value(u"weight"_s).toInt()});
    }
    const auto state = content->value(u"state"_s).toString(ended);
    const auto boot = content->value(u"boot"_s).toString();
    QFile mark(signalFile());
    const bool isMarked = mark.open(QIODevice::ReadOnly) && !mark.readAll().isEmpty();
    if (state == ended)
        m_previous = End::Clean;
    else if (boot != m_boot)
        m_previous = End::PowerCut;
    else
        m_previous = isMarked ? End::Crashed : End::Killed;
    const bool isQuick = (m_previous == End::Crashed && (state == starting || state == running))
        || (m_previous == End::Killed && state == starting);
    if (isQuick)
        ++m_quickDeaths;
}

void CrashBook::write() const
{
    QJsonArray suspects;
    for (auto it = m_suspects.cbegin(); it != m_suspects.cend(); ++it)
        suspects += QJsonObject{{u"step"_s, it.key()}, {u"deaths"_s, it->deaths}, {u"weight"_s, it->weight}};
    QSaveFile out(m_file); // commit() syncs before it renames
    if (out.open(QIODevice::WriteOnly)) {
        out.write(toCompactJson(QJsonObject{{u"state"_s, m_state}, {u"boot"_s, m_boot},
            {u"quickDeaths"_s, m_quickDeaths}, {u"alone"_s, m_alone}, {u"suspects"_s, suspects}}));
        out.commit();
    }
}

void CrashBook::begin(bool isErrand)
{
    m_state = isErrand ? errand : starting;
    m_isSafe = !isErrand && m_quickDeaths >= quickDeathsToSafeMode;
    write();
    QFile::remove(signalFile()); // in this order: a death in between is counted again, not forgotten
}

void CrashBook::goOn()
{
    m_isSafe = false;
}

void CrashBook::ready()
{
    if (m_state != starting)
        return;
    m_state = running;
    write();
}

void CrashBook::workedWell()
{
    m_state = good;
    m_quickDeaths = 0;
    write();
}

void CrashBook::end()
{
    if (m_state == ended) // it never began: what the file says stays
        return;
    // In safe mode and on an errand nothing is proved.
    if (!m_isSafe && m_state != errand)
        m_quickDeaths = 0;
    m_state = ended;
    m_alone.clear();
    write();
}

void CrashBook::setSuspects(QMap<QString, Suspicion> suspects)
{
    if (m_suspects == suspects)
        return;
    m_suspects = std::move(suspects);
    write();
}

void CrashBook::setAlone(const QString &key)
{
    if (m_alone == key)
        return;
    m_alone = key;
    write();
}

} // namespace signalbox
