// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/record/field.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace signalbox {

/// A status field's values and the changes that are allowed between them, drawn in a row with arcs above
/// (forward) and below (back); a dot with an arrow marks the states in which a record may begin.
/// Thread: window.
class StatusDiagram : public QWidget
{
    Q_OBJECT

public:
    StatusDiagram(const ThemeManager &themes, QWidget *parent = nullptr);

    void setField(const DataField &field);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<QRectF> chips(qreal gap) const;
    void paintBeginning(QPainter &painter, const QRectF &chip) const;
    QString describe() const;

    const ThemeManager &m_themes;
    DataField m_field;
};

} // namespace signalbox
