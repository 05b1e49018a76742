// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QJsonObject>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace signalbox {

class ChoiceBox;
class TextArea;
class ThemeManager;

/// One field of a form or one question of a button: its label in a line, the rest unfolded below. Keys of
/// the file that have no editor here are kept. Thread: window.
class FormFieldCard : public QFrame
{
    Q_OBJECT

public:
    FormFieldCard(const ThemeManager &themes, QJsonObject field, QWidget *parent = nullptr);

    const QJsonObject &value() const { return m_value; }
    void setOpen(bool open);
    void focusLabel();
    void setMovable(bool up, bool down);

signals:
    void edited();
    void removeWanted();
    void moveWanted(int by);

private:
    QToolButton *makeButton(const QString &icon, const QString &text);
    void showValue();
    void updateRows();
    void take();
    void setNumber(const QString &key, const QLineEdit &line);

    const ThemeManager &m_themes;
    QJsonObject m_value;
    QLineEdit *m_label;
    QToolButton *m_fold;
    QToolButton *m_up;
    QToolButton *m_down;
    QWidget *m_body;
    QFormLayout *m_rows;
    QLineEdit *m_name;
    ChoiceBox *m_kind;
    QCheckBox *m_required;
    TextArea *m_choices;
    QLineEdit *m_minimum;
    QLineEdit *m_maximum;
    QLineEdit *m_default;
    bool m_isNameFree; ///< the name follows the label until somebody gives it one
};

} // namespace signalbox
