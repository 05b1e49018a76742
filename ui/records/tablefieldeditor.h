// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace signalbox {

class StatusDiagram;
class ThemeManager;
class TransitionGrid;
class ValueForm;

/// One field of a table while the table is edited: what it is called, what may stand in it, and of a status
/// which changes are allowed. Keeps what the kind chosen at the moment has no use for, so that choosing a
/// kind and going back loses nothing. What most fields do without (limits, a value to begin with) unfolds.
/// Object names: `label`, `kind`, `required`, `more`, `choices`, `lowest`, `highest`, `onlyThese`, `start`
/// (the form of the value to begin with), `up`, `down`, `remove`. Thread: window.
class TableFieldEditor : public QFrame
{
    Q_OBJECT

public:
    /// A field with a name keeps it, whatever its label becomes: records hold their values by it.
    TableFieldEditor(const ThemeManager &themes, const DataField &field, QWidget *parent = nullptr);

    const QString &name() const { return m_field.name; } ///< empty: not stored yet
    QString label() const;
    DataField field() const; ///< as it is entered; the name is the stored one

    void setProblem(const QString &problem); ///< empty: none
    void focusLabel();
    void setPlace(bool isFirst, bool isLast); ///< which moves there are

signals:
    void edited();
    void removeWanted();
    void moveWanted(int by); ///< 1: one down, -1: one up

private:
    QWidget *makeHead();
    QWidget *makeLimits();
    QWidget *makeChoices();
    DataField::Kind kind() const;
    QStringList choices() const;
    void onEdited();
    void showKind();
    void remakeStart();
    void restyle();
    bool hasDetails() const; ///< whether what was given stands among them

    const ThemeManager &m_themes;
    DataField m_field; ///< as it was given
    QLineEdit *m_label;
    QComboBox *m_kind;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_remove;
    QLabel *m_key;
    QCheckBox *m_required;
    QToolButton *m_more; ///< checked: the details are unfolded
    QWidget *m_details;
    QWidget *m_limits;
    QLabel *m_limitsLabel;
    QLineEdit *m_lowest;
    QLineEdit *m_highest;
    QWidget *m_choicesPart;
    QPlainTextEdit *m_choices;
    QWidget *m_statusPart;
    QCheckBox *m_onlyThese;
    TransitionGrid *m_grid;
    StatusDiagram *m_diagram;
    ValueForm *m_start = nullptr; ///< one field: the value that a new record has
    QLabel *m_problem;
};

/// A kind of field in a word for people.
QString kindTitle(DataField::Kind kind);

} // namespace signalbox
