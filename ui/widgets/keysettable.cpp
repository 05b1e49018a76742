// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/keysettable.h"

namespace signalbox {

using namespace std::chrono_literals;

namespace {

constexpr auto frame = 16ms; // no screen shows more
constexpr auto countingPause = 250ms; // between looks while nothing moves

} // namespace

KeysetTable::KeysetTable(Limits limits, QObject *parent)
    : QAbstractTableModel(parent)
    , m_limits(limits)
{
    m_frame.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, &KeysetTable::onFrame);
}

void KeysetTable::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    m_frame.stop();
    if (mode == Mode::Idle)
        return;
    const auto isFarBehind = mode == Mode::Following && (m_news >= newsLimit || !m_atNewest);
    if (!m_loaded || isFarBehind) {
        if (!m_loading)
            reload();
        return;
    }
    if (mode == Mode::Following)
        setNews(0);
    wake();
}

void KeysetTable::setVisibleRows(int first, int last)
{
    m_firstVisible = std::max(0, first);
    m_lastVisible = std::min(std::max(last, m_firstVisible), std::max(0, rowCount() - 1));
    visibleRowsChanged();
}

void KeysetTable::wake()
{
    m_awoken = true;
    if (isAwake() && !m_looking && !m_loading && !m_frame.isActive())
        m_frame.start(m_mode == Mode::Following ? frame : countingPause);
}

void KeysetTable::onFrame()
{
    if (m_looking || m_loading)
        return; // lookDone() and endLoading() come back to it
    m_awoken = false;
    m_looking = true;
    look();
}

void KeysetTable::lookDone()
{
    m_looking = false;
    if (m_awoken)
        wake();
}

void KeysetTable::beginLoading()
{
    ++m_generation;
    m_looking = false;
    m_awoken = false;
    m_frame.stop();
    if (!m_loading) {
        m_loading = true;
        emit loadingChanged();
    }
}

void KeysetTable::loadingFailed()
{
    m_loading = false;
    emit loadingChanged();
}

void KeysetTable::endLoading()
{
    ++m_generation;
    m_looking = false;
    m_loaded = true;
    setNews(0);
    if (m_loading) {
        m_loading = false;
        emit loadingChanged();
    }
    emit reloaded();
    if (m_awoken)
        wake();
}

void KeysetTable::setNews(int news)
{
    if (m_news == news)
        return;
    m_news = news;
    emit newsChanged();
}

} // namespace signalbox
