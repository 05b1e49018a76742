// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/palette.h"

#include "ui/editor/palettetree.h"
#include "ui/editor/pane.h"
#include "ui/editor/typedelegate.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

Palette::Palette(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_tree(new PaletteTree(catalog, themes, this))
{
    setObjectName(u"palette"_s);
    m_search->setObjectName(u"paletteSearch"_s);
    m_tree->setObjectName(u"paletteTree"_s);
    m_search->setPlaceholderText(tr("Find a step"));
    m_search->setAccessibleName(tr("Find a step type"));
    m_search->setClearButtonEnabled(true);
    auto *layout = new QVBoxLayout(this);
    makePane(this);
    layout->setContentsMargins(Theme::unit, Theme::unit, Theme::unit / 2, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    connect(m_search, &QLineEdit::textChanged, m_tree, &PaletteTree::setFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        const auto *item = m_tree->currentItem();
        if (const auto type = item ? item->data(0, TypeDelegate::TypeRole).toString() : QString();
            !type.isEmpty())
            emit chosen(type);
    });
    connect(m_tree, &PaletteTree::chosen, this, &Palette::chosen);
}

} // namespace signalbox
