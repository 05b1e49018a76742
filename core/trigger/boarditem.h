// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/record/field.h"

namespace signalbox {

/// Something on the board: a trigger that a person starts.
struct BoardItem
{
    enum class Kind { Button, Form };

    RuleId rule;
    StepId step;
    Kind kind = Kind::Button;
    QString title;
    QString help;
    QString icon;
    QString color; ///< a named accent of the theme; empty: the usual one
    QString page; ///< of the board; empty: the first
    QList<DataField> fields; ///< a form's, or a button's questions
    QString submitLabel; ///< of a form; empty: the usual word
    QString webSlug = {}; ///< of a form that is a web page too, at /form/SLUG; empty: it is none
    QString webTitle = {}; ///< of that page; never empty where there is one
    QString webThanks = {}; ///< what it says when it was sent; empty: the usual sentence

    bool operator==(const BoardItem &) const = default;
};

} // namespace signalbox
