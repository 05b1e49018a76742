// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/redaction.h"

#include "core/base/json.h"

#include <algorithm>

namespace signalbox {

namespace {

// Less than this is a word that answers are full of, and no secret to speak of.
constexpr qsizetype leastSize = 4;

const auto mark = QByteArrayLiteral("[secret]");

} // namespace

Redaction::Redaction(const QByteArray &secret)
{
    constexpr auto url = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    for (const auto &piece : {secret, secret.mid(secret.indexOf(':') + 1)}) {
        add(piece);
        add(piece.toPercentEncoding());
        QByteArray json;
        appendJsonString(json, QString::fromUtf8(piece));
        add(json.sliced(1, json.size() - 2));
        // Without its filling, so that it is found in either way of writing.
        add(piece.toBase64(QByteArray::OmitTrailingEquals));
        add(piece.toBase64(url));
    }
    std::ranges::sort(m_forms, std::ranges::greater(), &QByteArray::size);
}

void Redaction::add(const QByteArray &form)
{
    if (form.size() >= leastSize && !m_forms.contains(form))
        m_forms += form;
}

QByteArray Redaction::cleaned(QByteArray bytes) const
{
    for (const auto &form : m_forms)
        bytes.replace(form, mark);
    return bytes;
}

QString Redaction::cleaned(const QString &text) const
{
    return m_forms.isEmpty() ? text : QString::fromUtf8(cleaned(text.toUtf8()));
}

} // namespace signalbox
