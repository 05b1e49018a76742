// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/retentionfields.h"

#include "ui/widgets/timetext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int dayChoices[] = {7, 30, 90, 180, 365, 730, 1825};
constexpr int megabyteChoices[] = {256, 1024, 5 * 1024, 20 * 1024, 100 * 1024};

void choose(QComboBox *box, int value, const std::function<QString(int)> &text)
{
    // Also what was set by hand in the file is shown as it is.
    if (box->findData(value) < 0)
        box->addItem(text(value), value);
    box->setCurrentIndex(box->findData(value));
}

} // namespace

RetentionFields::RetentionFields(const Context &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_problem(new QLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::unit);
    column->addLayout(new QHBoxLayout);
    m_keep = addChoice(u"keepDays"_s, tr("Keep events and their runs"), tr("For ever"));
    m_keepFailed = addChoice(u"keepFailedDays"_s, tr("Where a run failed"), tr("For ever"));
    m_most = addChoice(u"mostMegabytes"_s, tr("At most in all"), tr("No limit"));
    static_cast<QHBoxLayout *>(column->itemAt(0)->layout())->addStretch();
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->hide();
    column->addWidget(m_problem);
    for (const int days : dayChoices) {
        for (auto *box : {m_keep, m_keepFailed})
            box->addItem(tr("%n day(s)", nullptr, days), days);
    }
    for (const int megabytes : megabyteChoices)
        m_most->addItem(sizeText(qint64(megabytes) << 20), megabytes);
    for (auto *box : {m_keep, m_keepFailed, m_most})
        connect(box, &QComboBox::activated, this, &RetentionFields::keep);
    connect(&context.settings, &Settings::changed, this, [this](const QString &key) {
        if (key == QLatin1StringView(retentionKey))
            showValue();
    });
    showValue();
}

QComboBox *RetentionFields::addChoice(const QString &name, const QString &label, const QString &unlimited)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->addItem(unlimited, 0);
    box->setMinimumWidth(20 * Theme::unit);
    auto *text = new QLabel(label);
    text->setProperty("role", u"label"_s);
    text->setBuddy(box);
    auto *part = new QVBoxLayout;
    part->setSpacing(Theme::unit / 2);
    part->addWidget(text);
    part->addWidget(box);
    static_cast<QHBoxLayout *>(layout()->itemAt(0)->layout())->addLayout(part);
    return box;
}

void RetentionFields::showValue()
{
    const auto json
        = toJson(retentionFromJson(m_context.settings.value(QLatin1StringView(retentionKey)).toObject()));
    const auto days = [](int number) { return tr("%n day(s)", nullptr, number); };
    choose(m_keep, json.value(u"keepDays"_s).toInt(), days);
    choose(m_keepFailed, json.value(u"keepFailedDays"_s).toInt(), days);
    choose(m_most, json.value(u"mostMegabytes"_s).toInt(),
        [](int number) { return sizeText(qint64(number) << 20); });
}

void RetentionFields::keep()
{
    const QJsonObject json{{u"keepDays"_s, m_keep->currentData().toInt()},
        {u"keepFailedDays"_s, m_keepFailed->currentData().toInt()},
        {u"mostMegabytes"_s, m_most->currentData().toInt()}};
    const auto kept = m_context.settings.set(QLatin1StringView(retentionKey), json);
    m_problem->setText(kept ? QString() : kept.error().message);
    m_problem->setVisible(!kept);
    if (kept && m_context.keeper)
        m_context.keeper->setRetention(retentionFromJson(json));
    showValue();
}

} // namespace signalbox
