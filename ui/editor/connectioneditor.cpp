// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/connectionnames.h"
#include "ui/editor/fieldeditors.h"
#include "ui/editor/surroundings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/context.h"

#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

/// Names to choose from, or to type. The wheel scrolls the page, not the choice.
class NameBox : public QComboBox
{
public:
    explicit NameBox(QWidget *parent)
        : QComboBox(parent)
    {
        setEditable(true);
        setInsertPolicy(NoInsert);
        setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
        setMinimumContentsLength(8);
        setFocusPolicy(Qt::StrongFocus);
        // In a list below: completed in the line itself, a name could not be the beginning of another.
        completer()->setCompletionMode(QCompleter::PopupCompletion);
        completer()->setFilterMode(Qt::MatchContains);
        // Else a name that differs in case alone would become the other one when the focus leaves.
        completer()->setCaseSensitivity(Qt::CaseSensitive);
    }

    void setNames(const QStringList &names)
    {
        QStringList before;
        for (int i = 0; i < count(); ++i)
            before += itemText(i);
        if (names == before)
            return;
        // Filling it chooses the first and moves the cursor; what stands there is somebody's.
        const auto text = currentText();
        const int cursor = lineEdit()->cursorPosition();
        clear();
        addItems(names);
        setText(text);
        lineEdit()->setCursorPosition(cursor);
    }

    /// The row goes with the text, so that the arrow keys start from there.
    void setText(const QString &text)
    {
        setCurrentIndex(findText(text, Qt::MatchExactly | Qt::MatchCaseSensitive));
        setEditText(text);
    }

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

/// The name of a connection. One that is not there, or cannot do what it is named for, is said and kept: it
/// may be made later, or on another computer.
class ConnectionEditor : public FieldEditor
{
public:
    ConnectionEditor(const Field &field, const FieldParts &parts, QWidget *parent)
        : FieldEditor(field, parts, parent)
        , m_box(new NameBox(this))
    {
        setFocusProxy(m_box);
        m_box->setAccessibleName(field.label);
        m_box->lineEdit()->setPlaceholderText(
            field.placeholder.isEmpty() ? tr("Choose or type a name") : field.placeholder);
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(Theme::unit / 2);
        layout->addWidget(m_box);
        if (parts.navigator)
            layout->addWidget(makeWayToNew(), 0, Qt::AlignLeading);
        connect(m_box->lineEdit(), &QLineEdit::textEdited, this, &ConnectionEditor::take);
        connect(m_box, &QComboBox::textActivated, this, &ConnectionEditor::take);
    }

private:
    QWidget *makeWayToNew()
    {
        auto *button = new QToolButton(this);
        button->setObjectName(u"newConnection-"_s + field().key);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setText(tr("New connection …"));
        button->setAccessibleName(tr("%1: make a new one").arg(field().label));
        button->setIcon(parts().themes.icon(u"add"_s));
        connect(button, &QToolButton::clicked, this, [this] {
            const auto kinds = field().choices;
            emit parts().navigator->newConnection(kinds.size() == 1 ? kinds.first().value : QString());
        });
        return button;
    }

    void take(const QString &text)
    {
        m_name = text.trimmed();
        judge();
        const auto value = m_name.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(m_name);
        // Return tells of a choice too, where nothing changes.
        if (value != config().value(field().key))
            edit(value);
    }

    void showValue(const QJsonValue &value) override
    {
        m_name = value.toVariant().toString();
        m_box->setText(m_name);
        judge();
    }

    void showSurroundings() override
    {
        QStringList names;
        for (const auto &connection : parts().surroundings.connections().value_or(Connections())) {
            if (fits(connection, field()))
                names += connection.name;
        }
        m_box->setNames(names);
        judge();
    }

    using Connections = QList<Surroundings::ConnectionName>;

    void judge() { setProblem(problemOfConnection(m_name, field(), parts().surroundings)); }

    NameBox *m_box;
    QString m_name; ///< what stands in the config, or goes there next
};

} // namespace

FieldEditor *makeConnectionEditor(const Field &field, const FieldParts &parts, QWidget *parent)
{
    return new ConnectionEditor(field, parts, parent);
}

} // namespace signalbox
