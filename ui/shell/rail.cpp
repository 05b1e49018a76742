// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QKeySequence>
#include <QPainter>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int railWidth = 11 * Theme::unit;
constexpr int buttonHeight = 7 * Theme::unit;
constexpr int railIcon = 20;

class RailButton : public QAbstractButton
{
public:
    RailButton(const ThemeManager &themes, PageId page, QWidget *parent)
        : QAbstractButton(parent)
        , m_themes(themes)
        , m_icon(pageName(page))
    {
        setText(pageTitle(page));
        setObjectName(u"page-"_s + m_icon);
        setCheckable(true);
        setFixedSize(railWidth - Theme::unit, buttonHeight);
        setAttribute(Qt::WA_Hover);
        setFocusPolicy(Qt::TabFocus);
        setToolTip(
            QKeySequence(int(Qt::CTRL) | (int(Qt::Key_1) + int(page))).toString(QKeySequence::NativeText));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const auto &theme = m_themes.theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const auto box = QRectF(rect()).adjusted(1, 1, -1, -1);
        if (isChecked() || underMouse() || isDown()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? theme.accentSoft : theme.raised);
            painter.drawRoundedRect(box, Theme::radius + 2, Theme::radius + 2);
        }
        if (hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange)) { // a click needs no ring
            painter.setPen(QPen(theme.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(box, Theme::radius + 2, Theme::radius + 2);
        }
        const auto ink = isChecked() ? theme.accent : theme.muted;
        const auto scale = devicePixelRatioF();
        painter.drawPixmap(
            QPoint((width() - railIcon) / 2, Theme::unit + 1), m_themes.pixmap(m_icon, ink, railIcon, scale));
        auto font = theme.smallFont;
        font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(isChecked() ? theme.text : theme.muted);
        const QRect word(0, Theme::unit + railIcon + 4, width(), height() - Theme::unit - railIcon - 6);
        painter.drawText(word, Qt::AlignHCenter | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(text(), Qt::ElideRight, word.width()));
    }

private:
    const ThemeManager &m_themes;
    QString m_icon;
};

} // namespace

Rail::Rail(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_buttons(new QButtonGroup(this))
{
    setFixedWidth(railWidth);
    setAccessibleName(tr("Pages"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::unit / 2, Theme::unit, Theme::unit / 2, Theme::unit);
    layout->setSpacing(Theme::unit / 2);
    for (const auto page : allPages) {
        if (page == PageId::Settings)
            layout->addStretch();
        auto *button = new RailButton(themes, page, this);
        m_buttons->addButton(button, int(page));
        layout->addWidget(button);
    }
    connect(m_buttons, &QButtonGroup::idClicked, this, [this](int id) { emit chosen(PageId(id)); });
    connect(&themes, &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void Rail::setCurrent(PageId page)
{
    m_buttons->button(int(page))->setChecked(true);
}

void Rail::paintEvent(QPaintEvent *)
{
    const auto &theme = m_themes.theme();
    QPainter painter(this);
    painter.fillRect(rect(), theme.surface);
    const auto edge = isRightToLeft() ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), theme.border);
}

} // namespace signalbox
