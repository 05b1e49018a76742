// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/choicesetting.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

ChoiceSetting::ChoiceSetting(const Context &context, const QString &title, const QString &text,
    const QString &key, const QList<Option> &options, const QString &fallback, QWidget *parent)
    : SettingsSection(title, text, parent)
    , m_context(context)
    , m_key(key)
    , m_fallback(fallback)
    , m_options(options)
    , m_buttons(new QButtonGroup(this))
    , m_problem(new QLabel)
{
    for (int i = 0; i < options.size(); ++i) {
        auto *button = new QRadioButton(options[i].text);
        button->setObjectName(key + u'-' + options[i].value);
        m_buttons->addButton(button, i);
        body()->addWidget(button);
    }
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->hide();
    body()->addWidget(m_problem);
    connect(m_buttons, &QButtonGroup::idClicked, this, &ChoiceSetting::choose);
    connect(&context.settings, &Settings::changed, this, &ChoiceSetting::showValue);
    showValue();
}

void ChoiceSetting::choose(int option)
{
    const auto kept = m_context.settings.set(m_key, m_options[option].value);
    m_problem->setText(kept ? QString() : kept.error().message);
    m_problem->setVisible(!kept);
    showValue();
}

void ChoiceSetting::showValue()
{
    const auto value = m_context.settings.value(m_key, m_fallback).toString();
    for (int i = 0; i < m_options.size(); ++i) {
        if (m_options[i].value == value)
            m_buttons->button(i)->setChecked(true);
    }
}

} // namespace signalbox
