// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldsample.h"

namespace signalbox {

void FieldSample::set(const ExpressionSample &value)
{
    m_value = value;
    m_value.typedEnvironment(); // once, not once in every field's copy
    emit changed();
}

} // namespace signalbox
