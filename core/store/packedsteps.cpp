// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/packedsteps.h"

#include <QCoreApplication>
#include <QStringConverter>
#include <QVarLengthArray>

namespace signalbox {

namespace {

class Packer
{
public:
    void add(quint64 number)
    {
        for (; number > 127; number >>= 7)
            m_bytes.append(char(number | 128));
        m_bytes.append(char(number));
    }
    void add(QByteArrayView bytes)
    {
        add(quint64(bytes.size()));
        m_bytes.append(bytes.data(), bytes.size());
    }
    void add(const QString &text)
    {
        QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
        QVarLengthArray<char, 200> utf8(encoder.requiredSpace(text.size()));
        add(QByteArrayView(utf8.constData(), encoder.appendToBuffer(utf8.data(), text)));
    }
    /// 0 is none.
    void add(const std::optional<Instant> &instant)
    {
        add(instant ? quint64(toMicroseconds(*instant)) + 1 : quint64(0));
    }

    QByteArray packed() const { return QByteArray(m_bytes.constData(), m_bytes.size()); }

private:
    QVarLengthArray<char, 1000> m_bytes;
};

class Unpacker
{
public:
    explicit Unpacker(QByteArrayView packed)
        : m_rest(packed)
    {
    }

    bool isAtEnd() const { return m_rest.isEmpty(); }
    bool isGood() const { return m_isGood; } ///< false: there was less than was asked for

    quint64 number()
    {
        quint64 number = 0;
        for (int shift = 0; shift < 64 && !m_rest.isEmpty(); shift += 7) {
            const auto byte = quint8(m_rest.front());
            m_rest = m_rest.sliced(1);
            number |= quint64(byte & 127) << shift;
            if (byte < 128)
                return number;
        }
        m_isGood = false;
        return 0;
    }
    QByteArrayView bytes()
    {
        const auto size = number();
        if (size > quint64(m_rest.size())) {
            m_isGood = false;
            return {};
        }
        const auto bytes = m_rest.first(qsizetype(size));
        m_rest = m_rest.sliced(qsizetype(size));
        return bytes;
    }
    QString text() { return QString::fromUtf8(bytes()); }
    std::optional<Instant> instant()
    {
        const auto number = this->number();
        return number > 0 ? std::optional(fromMicroseconds(qint64(number - 1))) : std::nullopt;
    }

private:
    QByteArrayView m_rest;
    bool m_isGood = true;
};

} // namespace

QByteArray packSteps(const QList<StepRun> &steps)
{
    Packer packer;
    for (const auto &step : steps) {
        packer.add(step.step.value);
        packer.add(stateName(step.state));
        packer.add(quint64(step.attempts));
        packer.add(step.port);
        packer.add(step.error);
        packer.add(step.started);
        packer.add(step.finished);
        packer.add(step.due);
        packer.add(QByteArrayView(step.input));
        packer.add(QByteArrayView(step.output));
    }
    return packer.packed();
}

Result<QList<StepRun>> unpackSteps(const QByteArray &packed)
{
    QList<StepRun> steps;
    Unpacker unpacker(packed);
    while (!unpacker.isAtEnd()) {
        StepRun step;
        step.step = StepId(unpacker.text());
        const auto state = stateFromName(unpacker.text());
        step.attempts = int(unpacker.number());
        step.port = unpacker.text();
        step.error = unpacker.text();
        step.started = unpacker.instant();
        step.finished = unpacker.instant();
        step.due = unpacker.instant();
        step.input = unpacker.bytes().toByteArray();
        step.output = unpacker.bytes().toByteArray();
        if (!unpacker.isGood() || !state)
            return failure(Error::Code::Corrupt,
                QCoreApplication::translate("Store", "The steps of a run in the store cannot be read."));
        step.state = *state;
        steps += step;
    }
    return steps;
}

} // namespace signalbox
