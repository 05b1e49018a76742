// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonview.h"

#include "core/base/futures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/background.h"
#include "ui/widgets/jsonmodel.h"

#include <QAction>
#include <QBoxLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>

namespace signalbox {

namespace {

constexpr qsizetype checkedAtOnce = qsizetype(128) * 1024; // bytes that are checked in well under a frame
constexpr qsizetype editLimit = qsizetype(64) * 1024; // longer text is laid out too slowly by a text edit
constexpr qint64 expandedRows = 60; // rows that a new document may open by itself

/// Colours a value by its kind.
class ValueDelegate : public QStyledItemDelegate
{
public:
    ValueDelegate(const ThemeManager &themes, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_themes(themes)
    {
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const auto color = colorOf(index);
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
        option->textElideMode = Qt::ElideRight;
        // Here too, for a style sheet takes the tree's own font away until the theme changes.
        option->font = m_themes.theme().monoFont;
        option->fontMetrics = QFontMetrics(option->font);
    }

private:
    QColor colorOf(const QModelIndex &index) const
    {
        const auto &theme = m_themes.theme();
        const auto kind = index.data(JsonModel::KindRole);
        if (index.column() == JsonModel::KeyColumn || !kind.isValid())
            return theme.muted;
        switch (JsonKind(kind.toInt())) {
        case JsonKind::String:
            return theme.group(StepGroup::Data);
        case JsonKind::Number:
            return theme.group(StepGroup::Outside);
        case JsonKind::Boolean:
            return theme.group(StepGroup::Decision);
        case JsonKind::Null:
        case JsonKind::Object:
        case JsonKind::Array:
            return theme.muted;
        case JsonKind::Lines:
            break;
        }
        return theme.text;
    }

    const ThemeManager &m_themes;
};

} // namespace

JsonView::JsonView(const ThemeManager &themes, QWidget *parent)
    : QWidget(parent)
    , m_model(new JsonModel(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeView)
    , m_text(new QPlainTextEdit)
    , m_message(new QLabel)
    , m_note(new QLabel(this))
    , m_copyValueAction(new QAction(tr("Copy value"), this))
    , m_copyPathAction(new QAction(tr("Copy as expression"), this))
{
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ValueDelegate(themes, m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setAccessibleName(tr("Data"));
    m_tree->header()->setStretchLastSection(true);
    m_tree->header()->setMinimumSectionSize(60);

    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setAccessibleName(tr("Data"));

    for (auto *label : {m_message, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_message->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_message->setContentsMargins(Theme::unit, Theme::unit, Theme::unit, Theme::unit);
    m_note->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_stack);
    for (auto *page : std::initializer_list<QWidget *>{m_tree, m_text, m_message})
        m_stack->addWidget(page);

    m_copyValueAction->setShortcut(QKeySequence::Copy);
    m_copyPathAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    for (auto *action : {m_copyValueAction, m_copyPathAction}) {
        action->setShortcutContext(Qt::WidgetShortcut);
        m_tree->addAction(action);
    }
    connect(m_copyValueAction, &QAction::triggered, this, &JsonView::copyValue);
    connect(m_copyPathAction, &QAction::triggered, this, &JsonView::copyPath);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &JsonView::showMenu);
    // The top rows of what is large come from a background thread.
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &below) {
        if (!below.isValid())
            expandSmall();
    });

    const auto restyle = [this, &themes] {
        const auto &theme = themes.theme();
        m_tree->setFont(theme.monoFont);
        m_text->setFont(theme.monoFont);
        for (auto *label : {m_message, m_note}) {
            auto palette = label->palette();
            palette.setColor(QPalette::WindowText, theme.muted);
            label->setPalette(palette);
        }
        m_note->setFont(theme.smallFont);
        m_tree->viewport()->update();
    };
    connect(&themes, &ThemeManager::changed, this, restyle);
    restyle();
    setMessage({});
}

void JsonView::setMessage(const QString &message)
{
    ++m_generation;
    m_note->hide();
    m_message->setText(message);
    m_stack->setCurrentWidget(m_message);
    m_model->clear();
    m_text->clear();
}

void JsonView::setLabels(const QHash<QString, QString> &labels)
{
    m_model->setLabels(labels);
}

void JsonView::setContent(const QByteArray &bytes, bool isJson, const std::optional<QString> &pathRoot)
{
    m_pathRoot = pathRoot;
    m_model->setPathRoot(pathRoot);
    m_tree->setDragEnabled(pathRoot.has_value());
    setMessage(bytes.size() > checkedAtOnce ? tr("Reading…") : QString());
    showTree(bytes, isJson, m_generation);
}

void JsonView::showTree(const QByteArray &bytes, bool isJson, quint64 generation)
{
    const auto scan = [bytes, isJson]() -> std::pair<JsonItem, bool> {
        if (isJson) {
            if (const auto root = scanJson(bytes))
                return {*root, true};
        }
        return {scanLines(bytes), false};
    };
    const auto take = [this, bytes, isJson, generation](const std::pair<JsonItem, bool> &found) {
        if (generation != m_generation)
            return;
        const auto &[root, valid] = found;
        if (isJson && !valid && !bytes.isEmpty()) {
            m_note->setText(tr("This is not valid JSON, so it is shown as text."));
            m_note->show();
        }
        if (!valid && bytes.size() <= editLimit) {
            m_text->setPlainText(QString::fromUtf8(bytes));
            m_stack->setCurrentWidget(m_text);
            emit shown();
            return;
        }
        if (root.isContainer() && root.count == 0) {
            setMessage(root.kind == JsonKind::Object ? tr("Empty object: { }") : tr("Empty list: [ ]"));
            emit shown();
            return;
        }
        m_stack->setCurrentWidget(m_tree);
        m_copyPathAction->setEnabled(valid && m_pathRoot.has_value());
        m_model->setDocument(bytes, root);
        if (m_model->rowCount() > 0)
            expandSmall();
    };
    if (bytes.size() <= checkedAtOnce)
        take(scan());
    else
        whenReady(inBackground(scan), this, take);
}

void JsonView::expandSmall()
{
    auto rows = expandedRows - m_model->rowCount();
    QList<QModelIndex> level{QModelIndex()};
    while (!level.isEmpty() && rows > 0) {
        const auto parent = level.takeFirst();
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const auto index = m_model->index(row, 0, parent);
            const auto *item = m_model->item(index);
            if (!item || item->count == 0 || item->count > rows || item->end - item->begin > checkedAtOnce)
                continue;
            rows -= item->count;
            if (m_model->canFetchMore(index)) // a tree that is not laid out yet leaves that for later
                m_model->fetchMore(index);
            m_tree->expand(index);
            level.append(index);
        }
    }
    m_tree->resizeColumnToContents(JsonModel::KeyColumn);
    const auto widest = std::max(120, width() * 2 / 5);
    if (m_tree->columnWidth(JsonModel::KeyColumn) > widest)
        m_tree->setColumnWidth(JsonModel::KeyColumn, widest);
    if (!m_tree->currentIndex().isValid())
        m_tree->selectionModel()->setCurrentIndex( // for the keyboard to begin at, without a bar of colour
            m_model->index(0, 0), QItemSelectionModel::NoUpdate);
    emit shown();
}

void JsonView::copyValue()
{
    const auto text = m_tree->currentIndex().data(JsonModel::ValueTextRole);
    if (text.isValid())
        QGuiApplication::clipboard()->setText(text.toString());
}

void JsonView::copyPath()
{
    if (m_tree->currentIndex().isValid())
        QGuiApplication::clipboard()->setText(
            m_model->path(m_tree->currentIndex(), m_pathRoot.value_or(QString())));
}

void JsonView::showMenu(const QPoint &at)
{
    if (!m_tree->currentIndex().isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_copyValueAction);
    menu->addAction(m_copyPathAction);
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

} // namespace signalbox
