// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"

#include <QComboBox>

namespace signalbox {

/// A list to choose a value from. A value that is none of the choices is kept and shown as such. The wheel
/// scrolls the page, not the choice. Thread: window.
class ChoiceBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget *parent = nullptr);

    void setChoices(const QList<Choice> &choices);
    void setValue(const QString &value);
    QString value() const { return currentData().toString(); }

signals:
    void chosen(const QString &value); ///< by the user

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    void fill();

    QList<Choice> m_choices;
    QString m_value;
};

} // namespace signalbox
