// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/otherprogram.h"

#include "app/client.h"
#include "core/base/json.h"

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

class KeptOutput : public Output
{
public:
    void line(const QByteArray &json) override { m_lines += json; }
    void message(const QString &) override { }
    const QByteArrayList &lines() const { return m_lines; }

private:
    QByteArrayList m_lines;
};

} // namespace

OtherProgram::OtherProgram(const DataFolder &folder)
    : m_path(folder.path())
    , m_socket(folder.controlSocket())
{
    KeptOutput output;
    const auto exit = askEngine(m_socket, {u"program.info"_s, {}}, output);
    if (exit != Exit::Done || output.lines().isEmpty())
        return;
    const auto info = parseJsonObject(output.lines().first()).value_or(QJsonObject());
    m_kind = info.value(u"kind"_s).toString() == u"window" ? Kind::Window : Kind::Serve;
    m_process = info.value(u"pid"_s).toInteger();
}

bool OtherProgram::show() const
{
    KeptOutput output;
    return askEngine(m_socket, {u"program.show"_s, {}}, output) == Exit::Done;
}

void OtherProgram::stop() const
{
    KeptOutput output;
    askEngine(m_socket, {u"program.stop"_s, {}}, output);
}

bool OtherProgram::hasLeft() const
{
    auto folder = DataFolder::open(m_path);
    return folder && folder->lock().has_value();
}

} // namespace signalbox
