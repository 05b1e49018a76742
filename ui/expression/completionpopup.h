// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/expression/completion.h"

#include <QCompleter>
#include <QStandardItemModel>

namespace signalbox {

class ThemeManager;

/// The list below the cursor from which somebody chooses what to insert, by keyboard or mouse; its names are
/// on the left, values and signatures on the right. Thread: window.
class CompletionPopup : public QCompleter
{
    Q_OBJECT

public:
    CompletionPopup(const ThemeManager &themes, QWidget *editor);

    bool isOpen() const;
    /// Below `place`, in the editor's coordinates. Nothing to choose from: closes.
    void open(const QList<CompletionItem> &items, const QRect &place);
    void close();

    const QList<CompletionItem> &items() const { return m_items; }

signals:
    void chosen(const signalbox::CompletionItem &item);

private:
    QList<CompletionItem> m_items;
    QStandardItemModel *m_model;
};

} // namespace signalbox
