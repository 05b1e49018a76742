// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/limitfields.h"

#include "core/webhook/hooksettings.h"

#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QWheelEvent>

#include <limits>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mebibyte = 1024LL * 1024;

/// The wheel scrolls the page, not the number.
class NumberBox : public QSpinBox
{
public:
    NumberBox() { setFocusPolicy(Qt::StrongFocus); }

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

QString labelOf(const QString &key)
{
    if (key == u"connections")
        return LimitFields::tr("Connections in all");
    if (key == u"connectionsPerPeer")
        return LimitFields::tr("Connections from one address");
    if (key == u"waitingRequests")
        return LimitFields::tr("Requests that wait for their runs");
    if (key == u"requestsPerConnection")
        return LimitFields::tr("Requests of a connection");
    if (key == u"requestLine")
        return LimitFields::tr("Bytes of a request's first line");
    if (key == u"headerBytes")
        return LimitFields::tr("Bytes of all its headers");
    if (key == u"headerFields")
        return LimitFields::tr("Headers of a request");
    if (key == u"heldBodies")
        return LimitFields::tr("Megabytes of bodies on their way");
    if (key == u"bodyRate")
        return LimitFields::tr("Bytes a second at least");
    if (key == u"headerSeconds")
        return LimitFields::tr("Seconds for the headers");
    if (key == u"idleSeconds")
        return LimitFields::tr("Seconds between requests");
    if (key == u"bodyGraceSeconds")
        return LimitFields::tr("Seconds before the rate counts");
    if (key == u"writeSeconds")
        return LimitFields::tr("Seconds to take an answer");
    return key;
}

qint64 unitOf(const QString &key)
{
    return key == u"heldBodies" ? mebibyte : 1;
}

int shown(qint64 value, const QString &key)
{
    return int(std::min<qint64>(value / unitOf(key), std::numeric_limits<int>::max()));
}

} // namespace

LimitFields::LimitFields(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_button(new QToolButton(this))
    , m_body(new QWidget(this))
{
    m_button->setObjectName(u"limits"_s);
    m_button->setText(tr("What one client may cost"));
    m_button->setCheckable(true);
    m_button->setAutoRaise(true);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto *form = new QFormLayout(m_body);
    form->setContentsMargins(3 * Theme::unit, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    for (const auto &limit : HookSettings::knownLimits()) {
        auto *box = new NumberBox;
        box->setObjectName(u"limit-"_s + limit.key);
        box->setRange(shown(limit.least, limit.key), shown(limit.most, limit.key));
        box->setAccessibleName(labelOf(limit.key));
        box->setMinimumWidth(16 * Theme::unit);
        m_boxes.insert(limit.key, box);
        m_defaults.insert(limit.key, shown(limit.fallback, limit.key));
        box->setToolTip(tr("Without your word: %L1").arg(shown(limit.fallback, limit.key)));
        form->addRow(labelOf(limit.key), box);
        connect(box, &QSpinBox::valueChanged, this, &LimitFields::edited);
    }
    auto *reset = new QPushButton(tr("Back to the defaults"));
    reset->setObjectName(u"limitsReset"_s);
    form->addRow(reset);
    connect(reset, &QPushButton::clicked, this, [this] { setValue({}); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_button, 0, Qt::AlignLeading);
    layout->addWidget(m_body);
    connect(m_button, &QToolButton::clicked, this, &LimitFields::setOpen);
    connect(&themes, &ThemeManager::changed, this, [this] { setOpen(m_button->isChecked()); });
    setValue({});
    setOpen(false);
}

void LimitFields::setValue(const QJsonObject &limits)
{
    for (auto it = m_boxes.begin(); it != m_boxes.end(); ++it) {
        const auto given = limits.value(it.key());
        it.value()->setValue(
            given.isDouble() ? shown(given.toInteger(), it.key()) : m_defaults.value(it.key()));
    }
}

QJsonObject LimitFields::value() const
{
    QJsonObject limits;
    for (auto it = m_boxes.begin(); it != m_boxes.end(); ++it) {
        if (it.value()->value() != m_defaults.value(it.key()))
            limits.insert(it.key(), it.value()->value() * unitOf(it.key()));
    }
    return limits;
}

void LimitFields::setOpen(bool open)
{
    m_button->setChecked(open);
    m_button->setIcon(m_themes.icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_body->setVisible(open);
}

} // namespace signalbox
