// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/expressionsample.h"

#include <QObject>

namespace signalbox {

/// The data that the expressions of a step are tried on, for all fields of the step. Thread: window.
class FieldSample : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    const ExpressionSample &value() const { return m_value; }
    void set(const ExpressionSample &value);

signals:
    void changed();

private:
    ExpressionSample m_value;
};

} // namespace signalbox
