// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/record/field.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/formfieldcard.h"
#include "ui/theme/theme.h"

#include <QJsonArray>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

class FormFieldsEditor : public FieldEditor
{
public:
    FormFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_layout(new QVBoxLayout)
        , m_add(new QPushButton(
              field.kind == FieldKind::Questions ? tr("Add a question") : tr("Add a field"), this))
    {
        m_add->setObjectName(u"addField"_s);
        m_add->setProperty("flat", true);
        m_add->setProperty("small", true);
        m_add->setIcon(parts.themes.icon(u"add"_s));
        setFocusProxy(m_add);
        m_layout->setSpacing(Theme::unit / 2);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit / 2);
        layout->addLayout(m_layout);
        layout->addWidget(m_add, 0, Qt::AlignLeading);
        connect(m_add, &QPushButton::clicked, this, [this] {
            auto *card = append({{u"kind"_s, kindName(DataField::Kind::Text)}});
            card->setOpen(true);
            card->focusLabel();
            take();
        });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        for (auto *card : std::as_const(m_cards))
            card->deleteLater();
        m_cards.clear();
        for (const auto &entry : value.toArray())
            append(entry.toObject());
        updateButtons();
    }

    FormFieldCard *append(const QJsonObject &value)
    {
        auto *card = new FormFieldCard(parts().themes, value, this);
        m_cards += card;
        m_layout->addWidget(card);
        connect(card, &FormFieldCard::edited, this, &FormFieldsEditor::take);
        connect(card, &FormFieldCard::removeWanted, this, [this, card] {
            m_cards.removeOne(card);
            m_layout->removeWidget(card);
            card->hide();
            card->deleteLater();
            m_add->setFocus();
            take();
        });
        connect(card, &FormFieldCard::moveWanted, this, [this, card](int by) {
            const auto from = m_cards.indexOf(card);
            m_cards.move(from, from + by);
            m_layout->removeWidget(card);
            m_layout->insertWidget(int(from) + by, card);
            take();
        });
        return card;
    }

    void updateButtons()
    {
        for (qsizetype i = 0; i < m_cards.size(); ++i)
            m_cards.at(i)->setMovable(i > 0, i < m_cards.size() - 1);
    }

    void take()
    {
        updateButtons();
        QJsonArray array;
        for (const auto *card : std::as_const(m_cards))
            array += card->value();
        edit(array.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(array));
    }

    QVBoxLayout *m_layout;
    QPushButton *m_add;
    QList<FormFieldCard *> m_cards;
};

} // namespace

FieldEditor *makeFormFieldsEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new FormFieldsEditor(field, parts, parent);
}

} // namespace signalbox
