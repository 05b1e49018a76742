// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHostAddress>
#include <QObject>
#include <QSocketNotifier>

namespace signalbox::http {

/// A connected TCP socket without buffers of its own, but for what the other side does not take at once.
///
/// In place of QTcpSocket: that reads all that comes even while nobody wants it (so a client could fill our
/// memory), gives up the answer of a client that has closed its sending side, cannot close only ours, and
/// costs four more calls of the system for each request. TlsSocket has the same face.
/// Thread: the one that makes it, which needs an event loop.
class Socket : public QObject
{
    Q_OBJECT

public:
    /// Takes the descriptor, and closes it in the end.
    explicit Socket(qintptr descriptor);
    ~Socket() override;
    Q_DISABLE_COPY_MOVE(Socket)

    QHostAddress peerAddress() const;

    /// How many bytes were read; 0: none are there now; -1: the other side has closed, or the connection is
    /// broken.
    virtual qsizetype read(char *to, qsizetype most);

    /// Whether `readable` is told. Paused while nothing is to be read, or it would come again and again.
    void setReading(bool on) { m_reader.setEnabled(on); }
    bool isReading() const { return m_reader.isEnabled(); }

    /// Sends now what the other side takes, and the rest when it can. False: the connection is broken.
    virtual bool write(QByteArrayView bytes);
    bool hasUnsent() const { return !m_unsent.isEmpty(); }
    qsizetype unsentSize() const { return m_unsent.size(); }

    /// Whether the other side sends no more, whatever is still to be read: it has closed its side, or left.
    /// Where the system cannot tell, only once all is read.
    bool hasEnded() const;

    virtual void closeForWriting();
    void close(); ///< nothing can be read and written from here on

signals:
    void readable(); ///< also at the end, which read() then tells
    void sent(); ///< some of what was unsent
    void broken();

private:
    qsizetype send(QByteArrayView bytes);
    void sendOn();

    qintptr m_descriptor;
    QSocketNotifier m_reader;
    QSocketNotifier m_writer;
    QByteArray m_unsent;
};

} // namespace signalbox::http
