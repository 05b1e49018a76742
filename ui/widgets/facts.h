// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFormLayout;

namespace signalbox {

/// Names and values in two columns; values can be selected and copied and are never more than text.
/// Thread: window.
class Facts : public QWidget
{
    Q_OBJECT

public:
    struct Fact
    {
        QString name;
        QString value;
    };

    explicit Facts(QWidget *parent = nullptr);

    void setFacts(const QList<Fact> &facts); ///< those without a value are left out

private:
    QFormLayout *m_layout;
};

} // namespace signalbox
