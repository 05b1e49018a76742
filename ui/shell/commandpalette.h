// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/overlay.h"
#include "ui/shell/palettemodel.h"

class QLabel;
class QLineEdit;
class QListView;

namespace signalbox {

/// Finds everything by a few letters of its name and does it: typed above, chosen with Up, Down and Return
/// below. Object names: "paletteInput", "paletteList". Thread: window.
class CommandPalette : public Overlay
{
    Q_OBJECT

public:
    CommandPalette(const ThemeManager &themes, QWidget *parent);

    /// What can be chosen from now on; what was typed stays.
    void setEntries(QList<PaletteEntry> entries);
    void open() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onTyped();
    void selectFirst();
    void choose(const QModelIndex &index);

    PaletteModel *m_model;
    QLineEdit *m_input;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace signalbox
