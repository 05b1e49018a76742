// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/rowlist.h"

#include "ui/expression/expressionfield.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

RowList::RowList(
    const ThemeManager &themes, const QStringList &placeholders, const QString &addText, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_placeholders(placeholders)
    , m_rows(new QVBoxLayout)
    , m_add(new QPushButton(addText, this))
{
    m_rows->setSpacing(Theme::unit / 2);
    m_add->setProperty("flat", true);
    m_add->setProperty("small", true);
    m_add->setIcon(themes.icon(u"add"_s));
    m_add->setObjectName(u"addRow"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::unit / 2);
    layout->addLayout(m_rows);
    layout->addWidget(m_add, 0, Qt::AlignLeading);
    setFocusProxy(m_add);
    connect(m_add, &QPushButton::clicked, this, &RowList::addRow);
}

QList<QStringList> RowList::rows() const
{
    QList<QStringList> rows;
    for (int i = 0; i < m_rows->count(); ++i) {
        QStringList texts;
        for (const auto *edit : m_rows->itemAt(i)->widget()->findChildren<QLineEdit *>())
            texts += edit->text();
        if (const auto *code = m_rows->itemAt(i)->widget()->findChild<ExpressionField *>())
            texts += code->edit()->toPlainText();
        rows += texts;
    }
    return rows;
}

void RowList::setRows(const QList<QStringList> &rows)
{
    while (m_rows->count())
        delete m_rows->itemAt(0)->widget(); // takes itself out of the layout
    for (const auto &texts : rows)
        append(texts);
}

void RowList::addRow()
{
    append({});
    m_rows->itemAt(m_rows->count() - 1)->widget()->findChild<QLineEdit *>()->setFocus();
    emit edited();
}

void RowList::append(const QStringList &texts)
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(Theme::unit / 2);
    auto *whole = new QVBoxLayout(row);
    whole->setContentsMargins(0, 0, 0, m_makeCode ? Theme::unit / 2 : 0);
    whole->setSpacing(Theme::unit / 2);
    whole->addLayout(layout);
    const auto lines = m_placeholders.size() - (m_makeCode ? 1 : 0);
    for (qsizetype i = 0; i < lines; ++i) {
        auto *edit = new QLineEdit(texts.value(i), row);
        edit->setMinimumWidth(48);
        edit->setPlaceholderText(m_placeholders.at(i));
        edit->setAccessibleName(m_placeholders.at(i));
        layout->addWidget(edit, i == 0 && lines > 1 ? 2 : 3);
        connect(edit, &QLineEdit::textEdited, this, &RowList::edited);
        connect(edit, &QLineEdit::returnPressed, this, [this, row] { onReturn(row); });
    }
    if (m_makeCode) {
        auto *code = m_makeCode(row);
        code->showText(texts.value(lines));
        code->edit()->setPlaceholderText(m_placeholders.at(lines));
        code->edit()->setAccessibleName(m_placeholders.at(lines));
        whole->addWidget(code);
        connect(code, &ExpressionField::edited, this, &RowList::edited);
        connect(code->edit(), &CodeEdit::returnPressed, this, [this, row] { onReturn(row); });
    }
    auto *remove = new QToolButton(row);
    remove->setIcon(m_themes.icon(u"close"_s, m_themes.theme().muted));
    remove->setAutoRaise(true);
    remove->setIconSize({14, 14});
    remove->setFixedSize(24, 24);
    remove->setToolTip(tr("Remove"));
    remove->setAccessibleName(tr("Remove this row"));
    layout->addWidget(remove);
    connect(remove, &QToolButton::clicked, this, [this, row] { removeRow(row); });
    m_rows->addWidget(row);
}

void RowList::onReturn(QWidget *row)
{
    if (m_rows->itemAt(m_rows->count() - 1)->widget() == row)
        addRow();
}

void RowList::removeRow(QWidget *row)
{
    m_rows->removeWidget(row);
    row->hide();
    row->deleteLater(); // its button is still being clicked
    m_add->setFocus();
    emit edited();
}

} // namespace signalbox
