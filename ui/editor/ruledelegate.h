// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QStyledItemDelegate>

namespace signalbox {

class Clock;
class ThemeManager;

/// A rule in the list: what starts it, its name, draft mark and problems, how its last run went, and its
/// switch, which can be clicked. Thread: window.
class RuleDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RuleDelegate(const ThemeManager &themes, const Clock &clock, QObject *parent);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

    static QRect switchRect(const QStyleOptionViewItem &option);

signals:
    void switchClicked(const signalbox::RuleId &rule, bool on);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    QString secondLine(const QModelIndex &index) const;

    const ThemeManager &m_themes;
    const Clock &m_clock;
};

} // namespace signalbox
