// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QJsonObject>
#include <QWidget>

class QSpinBox;
class QToolButton;

namespace signalbox {

/// What one client may cost, folded away: the numbers of core/http/limits.h, each with its default. Object
/// names: "limits" (the button), "limit-KEY", "limitsReset". Thread: window.
class LimitFields : public QWidget
{
    Q_OBJECT

public:
    explicit LimitFields(const ThemeManager &themes, QWidget *parent = nullptr);

    void setValue(const QJsonObject &limits);
    QJsonObject value() const; ///< only what is not the default

signals:
    void edited();

private:
    void setOpen(bool open);

    const ThemeManager &m_themes;
    QToolButton *m_button;
    QWidget *m_body;
    QHash<QString, QSpinBox *> m_boxes;
    QHash<QString, int> m_defaults;
};

} // namespace signalbox
