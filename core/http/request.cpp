// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/request.h"

#include <algorithm>

namespace signalbox::http {

namespace {

// What a body may have grown to and still be kept for the next request of the connection: 512 connections
// then hold 8 MiB at most.
constexpr qsizetype keptCapacity = 16LL * 1024;

} // namespace

std::optional<QByteArrayView> Request::find(QByteArrayView name) const
{
    const auto found = std::ranges::find(fields, name, &Field::name);
    return found == fields.end() ? std::nullopt : std::optional(found->value);
}

QByteArrayView Request::header(QByteArrayView name) const
{
    return find(name).value_or(QByteArrayView());
}

qsizetype Request::count(QByteArrayView name) const
{
    return std::ranges::count(fields, name, &Field::name);
}

void Request::clear()
{
    head.resize(0);
    method = path = query = host = {};
    fields.clear();
    if (body.capacity() > keptCapacity)
        body = {};
    else
        body.resize(0);
    minorVersion = 1;
    keepAlive = true;
    expectsContinue = isChunked = false;
    contentLength.reset();
}

} // namespace signalbox::http
