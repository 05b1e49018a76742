// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client.h"

#include <QCoreApplication>
#include <QLocalSocket>

#include <cstdio>

namespace signalbox {

void TerminalOutput::line(const QByteArray &json)
{
    std::fwrite(json.constData(), 1, size_t(json.size()), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

void TerminalOutput::message(const QString &text)
{
    const auto bytes = text.toLocal8Bit() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

std::optional<Exit> askEngine(const QString &socketName, const Request &request, Output &output)
{
    QLocalSocket socket;
    socket.connectToServer(socketName);
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(encode(request));
    while (true) {
        while (socket.canReadLine()) {
            auto line = socket.readLine();
            line.chop(1);
            switch (line.isEmpty() ? '\0' : line.front()) {
            case 'o':
                output.line(line.mid(1));
                break;
            case 'e':
                output.message(QString::fromUtf8(line.mid(1)));
                break;
            case 'x':
                return Exit(line.mid(1).toInt());
            default:
                break;
            }
        }
        if (!socket.waitForReadyRead(-1) && !socket.canReadLine()) {
            output.message(
                QCoreApplication::translate("Client", "The engine went away before it had answered."));
            return Exit::Unreachable;
        }
    }
}

} // namespace signalbox
