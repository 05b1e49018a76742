// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/fieldtools.h"

#include "ui/theme/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

QVBoxLayout *labelled(const QString &text, QWidget *field)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(Theme::unit / 2);
    auto *label = new QLabel(text);
    label->setProperty("role", u"label"_s);
    label->setBuddy(field);
    field->setAccessibleName(text);
    column->addWidget(label);
    column->addWidget(field);
    return column;
}

QLabel *makeSentence(const QString &text, const QString &role)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", role);
    return label;
}

void showProblem(QLabel &label, const QString &problem)
{
    label.setText(problem);
    label.setVisible(!problem.isEmpty());
}

} // namespace signalbox
