// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/condition.h"
#include "ui/expression/expressionsample.h"

#include <QWidget>

class QVBoxLayout;

namespace signalbox {

class ThemeManager;

/// Puts a condition together without writing it: rows of a field, a comparison and a value, in groups of
/// which all or any must hold. Fields to choose from are those of the sample; others can be typed.
/// Thread: window.
class ConditionBuilder : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionBuilder(const ThemeManager &themes, QWidget *parent = nullptr);

    const Condition &condition() const { return m_condition; }
    /// Shows it; what is shown already is left as it is, so that typing is never disturbed by its own effect.
    void setCondition(const Condition &condition);
    void setSample(const ExpressionSample &sample);

signals:
    void edited(const signalbox::Condition &condition);

private:
    using Path = std::vector<size_t>; ///< from the outermost group inwards

    Condition &at(const Path &path);
    void rebuild();
    QWidget *makeGroup(const Path &path);
    QWidget *makeRow(const Path &path);
    void addPart(const Path &path, Condition part);
    void removePart(const Path &path);
    bool isTextField(const QString &field) const;

    const ThemeManager &m_themes;
    Condition m_condition{.kind = Condition::Kind::All};
    ExpressionSample m_sample;
    QStringList m_fields;
    QVBoxLayout *m_layout;
    QWidget *m_body = nullptr;
};

/// How expressions name the single values in a sample, at most some hundred.
QStringList fieldsOf(const ExpressionSample &sample);

} // namespace signalbox
