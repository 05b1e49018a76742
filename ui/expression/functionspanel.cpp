// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/expression/functionspanel.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int placeRole = Qt::UserRole; // in the list of functions

QLabel *makeLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

/// Whether each word is in the function's name, signatures or sentence.
bool fits(const FunctionReference &function, const QStringList &words)
{
    return std::ranges::all_of(words, [&](const QString &word) {
        return function.name.contains(word, Qt::CaseInsensitive)
            || function.help.contains(word, Qt::CaseInsensitive)
            || function.group.contains(word, Qt::CaseInsensitive)
            || std::ranges::any_of(function.signatures,
                [&](const QString &each) { return each.contains(word, Qt::CaseInsensitive); });
    });
}

} // namespace

FunctionsPanel::FunctionsPanel(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_functions(functionReference())
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
    , m_nothing(makeLabel(u"noFunction"_s, this))
    , m_signatures(makeLabel(u"functionSignatures"_s, this))
    , m_help(makeLabel(u"functionHelp"_s, this))
    , m_example(makeLabel(u"functionExample"_s, this))
{
    m_search->setObjectName(u"functionSearch"_s);
    m_search->setPlaceholderText(tr("Search functions"));
    m_search->setAccessibleName(tr("Search functions"));
    m_search->setClearButtonEnabled(true);
    m_tree->setObjectName(u"functionTree"_s);
    m_tree->setAccessibleName(tr("Functions"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_nothing->setText(tr("No function has these words."));
    m_nothing->setProperty("role", u"muted"_s);
    m_nothing->hide();
    for (auto *label : {m_signatures, m_help, m_example})
        label->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit * 2, Theme::unit, Theme::unit * 2, Theme::unit * 2);
    layout->setSpacing(Theme::unit);
    layout->addWidget(m_search);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_signatures);
    layout->addWidget(m_help);
    layout->addWidget(m_example);
    fill();
    const auto restyle = [this] {
        const auto &theme = m_themes.theme();
        m_signatures->setFont(theme.monoFont);
        m_example->setFont(theme.monoFont);
    };
    restyle();
    connect(&themes, &ThemeManager::changed, this, restyle);
    connect(m_search, &QLineEdit::textChanged, this, &FunctionsPanel::filter);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &FunctionsPanel::explain);
    if (!m_functions.isEmpty())
        choose(m_functions.first().name);
}

void FunctionsPanel::fill()
{
    QTreeWidgetItem *group = nullptr;
    for (qsizetype i = 0; i < m_functions.size(); ++i) {
        const auto &function = m_functions[i];
        if (!group || group->text(0) != function.group) {
            group = new QTreeWidgetItem(m_tree, {function.group});
            group->setFlags(Qt::ItemIsEnabled);
        }
        auto *item = new QTreeWidgetItem(group, {function.name});
        item->setData(0, placeRole, i);
        item->setToolTip(0, function.help.toHtmlEscaped());
    }
    m_tree->expandAll();
}

void FunctionsPanel::filter(const QString &words)
{
    const auto wanted = words.split(u' ', Qt::SkipEmptyParts);
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        auto *group = m_tree->topLevelItem(i);
        bool isEmpty = true;
        for (int k = 0; k < group->childCount(); ++k) {
            auto *item = group->child(k);
            const bool isWanted = fits(m_functions[item->data(0, placeRole).toInt()], wanted);
            item->setHidden(!isWanted);
            isEmpty = isEmpty && !isWanted;
            if (isWanted && !first)
                first = item;
        }
        group->setHidden(isEmpty);
    }
    m_nothing->setVisible(!first);
    if (first && (!m_tree->currentItem() || m_tree->currentItem()->isHidden()))
        m_tree->setCurrentItem(first);
}

void FunctionsPanel::explain(const QTreeWidgetItem *item)
{
    if (!item || !item->data(0, placeRole).isValid())
        return;
    const auto &function = m_functions[item->data(0, placeRole).toInt()];
    m_signatures->setText(function.signatures.join(u'\n'));
    m_help->setText(function.help);
    m_example->setText(u"%1\n= %2"_s.arg(function.example, function.result));
}

void FunctionsPanel::choose(const QString &name)
{
    const auto found = std::ranges::find_if(m_functions, [&](const FunctionReference &function) {
        return function.name == name || function.name.endsWith(u'.' + name);
    });
    if (name.isEmpty() || found == m_functions.end())
        return;
    m_search->clear();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        for (int k = 0; k < m_tree->topLevelItem(i)->childCount(); ++k) {
            auto *item = m_tree->topLevelItem(i)->child(k);
            if (item->data(0, placeRole).toInt() == found - m_functions.begin())
                m_tree->setCurrentItem(item);
        }
    }
}

void FunctionsPanel::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

} // namespace signalbox
