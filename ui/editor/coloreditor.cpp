// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QPainter>
#include <QToolButton>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int swatchSize = 16;
constexpr int swatchesInRow = 5; // all of them in one are wider than the inspector may be

QString colorTitle(const QString &name)
{
    static const QHash<QString, const char *> titles{
        {u"amber"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Amber")},
        {u"violet"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Violet")},
        {u"blue"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Blue")},
        {u"teal"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Teal")},
        {u"pink"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Pink")},
        {u"grey"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Grey")},
        {u"green"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Green")},
        {u"red"_s, QT_TRANSLATE_NOOP("signalbox::FieldEditor", "Red")},
    };
    const auto *title = titles.value(name);
    return title ? FieldEditor::tr(title) : name.isEmpty() ? FieldEditor::tr("Usual") : name;
}

class ColorEditor : public FieldEditor
{
public:
    ColorEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_group(new QButtonGroup(this))
    {
        auto *layout = new QGridLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(2);
        layout->setColumnStretch(swatchesInRow, 1);
        for (const auto &name : QStringList{QString()} + Theme::names()) {
            auto *button = new QToolButton(this);
            button->setCheckable(true);
            button->setAutoRaise(true);
            button->setObjectName(name.isEmpty() ? u"usual"_s : name);
            button->setToolTip(colorTitle(name));
            button->setAccessibleName(tr("%1: %2").arg(field.label, colorTitle(name)));
            button->setIconSize({swatchSize, swatchSize});
            m_group->addButton(button);
            const int place = layout->count();
            layout->addWidget(button, place / swatchesInRow, place % swatchesInRow);
            connect(button, &QToolButton::clicked, this, [this, name] {
                edit(name.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(name));
            });
        }
        setFocusProxy(m_group->buttons().first());
        connect(&parts.themes, &ThemeManager::changed, this, &ColorEditor::paintSwatches);
        paintSwatches();
    }

private:
    void showValue(const QJsonValue &value) override
    {
        const auto name = value.toString();
        for (auto *button : m_group->buttons())
            button->setChecked(button->objectName() == (name.isEmpty() ? u"usual"_s : name));
    }

    void paintSwatches()
    {
        for (auto *button : m_group->buttons()) {
            QPixmap pixmap(QSize(swatchSize, swatchSize) * devicePixelRatioF());
            pixmap.setDevicePixelRatio(devicePixelRatioF());
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(parts().themes.theme().named(button->objectName()));
            painter.drawEllipse(QRectF(1, 1, swatchSize - 2, swatchSize - 2));
            painter.end();
            button->setIcon(pixmap);
        }
    }

    QButtonGroup *m_group;
};

} // namespace

FieldEditor *makeColorEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ColorEditor(field, parts, parent);
}

} // namespace signalbox
