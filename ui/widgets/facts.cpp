// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/facts.h"

#include "ui/theme/theme.h"
#include "ui/widgets/plaintext.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace signalbox {

Facts::Facts(QWidget *parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
{
    m_layout->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    m_layout->setHorizontalSpacing(2 * Theme::unit);
    m_layout->setVerticalSpacing(Theme::unit / 2);
    m_layout->setLabelAlignment(Qt::AlignLeading);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void Facts::setFacts(const QList<Fact> &facts)
{
    while (m_layout->rowCount() > 0)
        m_layout->removeRow(0);
    for (const auto &fact : facts) {
        if (fact.value.isEmpty())
            continue;
        auto *name = new QLabel(fact.name);
        name->setTextFormat(Qt::PlainText);
        name->setForegroundRole(QPalette::PlaceholderText);
        // A line edit, since a label can neither scroll through a long value nor keep it from widening the
        // panel.
        auto *value = new QLineEdit(singleLine(fact.value, 4000));
        value->setReadOnly(true);
        value->setFrame(false);
        value->setStyleSheet(
            QStringLiteral("QLineEdit { border: none; background: transparent; padding: 0; }"));
        value->setCursorPosition(0);
        value->setAccessibleName(fact.name);
        m_layout->addRow(name, value);
    }
}

} // namespace signalbox
