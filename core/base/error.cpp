// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace signalbox {

using namespace Qt::StringLiterals;

QString codeName(Error::Code code)
{
    switch (code) {
    case Error::Code::InvalidInput:
        return u"invalid-input"_s;
    case Error::Code::NotFound:
        return u"not-found"_s;
    case Error::Code::Denied:
        return u"denied"_s;
    case Error::Code::Unavailable:
        return u"unavailable"_s;
    case Error::Code::Timeout:
        return u"timeout"_s;
    case Error::Code::Corrupt:
        return u"corrupt"_s;
    case Error::Code::Internal:
        return u"internal"_s;
    }
    return u"internal"_s;
}

} // namespace signalbox
