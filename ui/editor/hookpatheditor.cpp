// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

class HookPathEditor : public FieldEditor
{
public:
    HookPathEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_edit(new QLineEdit(this))
        , m_url(new QLabel(this))
        , m_copy(new QToolButton(this))
        , m_open(new QToolButton(this))
    {
        setFocusProxy(m_edit);
        m_edit->setAccessibleName(field.label);
        m_edit->setPlaceholderText(field.placeholder);
        m_url->setObjectName(u"hookUrl"_s);
        m_url->setTextFormat(Qt::PlainText);
        m_url->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_url->setFont(parts.themes.theme().monoFont);
        m_url->setProperty("role", u"muted"_s);
        m_url->setWordWrap(true);
        m_copy->setObjectName(u"copyHookUrl"_s);
        m_copy->setAutoRaise(true);
        m_copy->setIcon(parts.themes.icon(u"copy"_s));
        m_copy->setToolTip(tr("Copy the whole address"));
        m_copy->setAccessibleName(m_copy->toolTip());
        m_open->setObjectName(u"openFormUrl"_s);
        m_open->setAutoRaise(true);
        m_open->setIcon(parts.themes.icon(u"external"_s));
        m_open->setToolTip(tr("Open the page in the browser; the rule must be on"));
        m_open->setAccessibleName(m_open->toolTip());
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit / 2);
        layout->addWidget(m_edit);
        auto *line = new QHBoxLayout;
        line->addWidget(m_url, 1);
        line->addWidget(m_copy);
        line->addWidget(m_open);
        layout->addLayout(line);
        connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &text) {
            edit(text.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text));
            showSurroundings();
        });
        connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_url->text()); });
        connect(m_open, &QToolButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl(addressBelow(this->parts().surroundings.listener()))); });
    }

private:
    void showValue(const QJsonValue &value) override
    {
        m_edit->setText(value.toString());
        showSurroundings();
    }

    void showSurroundings() override
    {
        const auto &around = parts().surroundings;
        const auto path = m_edit->text();
        const bool isWhole = !around.listener().isEmpty() && !path.isEmpty();
        m_url->setText(path.isEmpty() ? QString()
                : !isWhole
                ? tr("Signalbox listens nowhere at the moment; see Settings.")
                : addressBelow(around.publicBase().isEmpty() ? around.listener() : around.publicBase()));
        m_url->setVisible(!path.isEmpty());
        m_copy->setVisible(isWhole);
        m_open->setVisible(isWhole && isForm());
    }

    QString addressBelow(const QString &base) const
    {
        return base + (isForm() ? u"/form/"_s : u"/hook/"_s)
            + QString::fromLatin1(QUrl::toPercentEncoding(m_edit->text(), "/"));
    }

    bool isForm() const { return field().kind == FieldKind::FormSlug; }

    QLineEdit *m_edit;
    QLabel *m_url;
    QToolButton *m_copy;
    QToolButton *m_open; ///< of a form: a hook has nothing to be looked at
};

} // namespace

FieldEditor *makeHookPathEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new HookPathEditor(field, parts, parent);
}

} // namespace signalbox
