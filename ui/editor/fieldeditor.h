// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"

#include <QWidget>

namespace signalbox {

class Clock;
class FieldSample;
class Navigator;
class Surroundings;
class ThemeManager;

/// What editors of fields work with; all of it outlives them.
struct FieldParts
{
    const ThemeManager &themes;
    const Surroundings &surroundings;
    const Clock &clock;
    Navigator *navigator = nullptr; ///< null: no ways to other pages are offered
    const FieldSample *sample = nullptr; ///< null: nothing to try expressions on
};

/// Edits the value of one field. It takes any value that a file may hold, and any entry; what is wrong with
/// an entry is said, not prevented. Its object name is "field-KEY", its focus proxy the widget that is typed
/// in. Thread: window.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    FieldEditor(Field field, const FieldParts &parts, QWidget *parent);

    const Field &field() const { return m_field; }

    /// Shows the field's value in this config. What is shown already is left as it is, so that typing is
    /// never disturbed by its own effect.
    void setConfig(const QJsonObject &config);

    /// What is wrong with what stands in the editor, more closely than validation says it; empty: nothing.
    const QString &problem() const { return m_problem; }
    /// Whether the editor shows the field's label itself.
    virtual bool hasOwnLabel() const { return false; }

signals:
    void edited(const QJsonValue &value); ///< undefined: the key goes
    void problemChanged();

protected:
    const FieldParts &parts() const { return m_parts; }
    const QJsonObject &config() const { return m_config; }
    /// The config's value, or the field's own.
    QJsonValue effective(const QJsonValue &value) const;

    /// The value is another one than the editor last showed or gave.
    virtual void showValue(const QJsonValue &value) = 0;
    /// Some other value of the config may have changed, or the surroundings.
    virtual void showSurroundings() { }

    void edit(const QJsonValue &value);
    void setProblem(const QString &problem);

private:
    Field m_field;
    FieldParts m_parts;
    QJsonObject m_config;
    QJsonValue m_value = QJsonValue::Undefined;
    QString m_problem;
    bool m_isShown = false;
};

/// The editor for a field's kind.
FieldEditor *makeFieldEditor(const Field &field, const FieldParts &parts, QWidget *parent = nullptr);

} // namespace signalbox
