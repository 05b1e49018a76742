// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsonmodel.h"

#include "core/base/futures.h"
#include "core/base/json.h"
#include "ui/widgets/background.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/timetext.h"

#include <QMimeData>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 atOnce = qint64(256) * 1024; // bytes that are scanned in well under a frame (about 1 GB/s)
constexpr qsizetype shownLength = 400; // characters of a value in its row; the rest is in ValueTextRole

} // namespace

/// A value, a group of its container's items, or (the root) the invisible parent of the top rows.
struct JsonModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    JsonItem item; ///< of a group: the container whose items it groups
    bool isGroup = false;
    qint64 first = 0; ///< index of its first item in the container
    qint64 count = 0; ///< of items below it
    qint64 offset = 0; ///< where the first of them begins
    bool isAsked = false; ///< its children are here or on their way
    std::vector<std::unique_ptr<Node>> children;
};

/// What was read for a node: items, or where groups of `step` items begin.
struct JsonModel::Part
{
    QList<JsonItem> items = {};
    QList<qint64> starts = {};
    qint64 step = 1;
};

JsonModel::JsonModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

JsonModel::~JsonModel() = default;

void JsonModel::clear()
{
    beginResetModel();
    ++m_generation;
    m_text.clear();
    m_root = std::make_unique<Node>();
    m_nodeCount = 0;
    endResetModel();
}

void JsonModel::setDocument(const QByteArray &text, const JsonItem &root)
{
    beginResetModel();
    ++m_generation;
    m_text = text;
    m_nodeCount = 0;
    m_root = std::make_unique<Node>();
    m_root->item = root;
    m_root->isAsked = true; // the top rows come by themselves
    auto isLarge = false;
    if (!root.isContainer()) {
        addChildren(m_root.get(), Part{.items = {root}});
    } else {
        m_root->count = root.count;
        m_root->offset = firstItem(root);
        isLarge = root.end - root.begin > atOnce;
        if (!isLarge)
            addChildren(m_root.get(), readPart(m_text, root, m_root->offset, root.count));
    }
    endResetModel();
    if (isLarge)
        readLater(m_root.get());
}

JsonModel::Node *JsonModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex JsonModel::indexOf(const Node *node) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, 0, node);
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto *node = nodeOf(parent);
    if (parent.column() > 0 || row < 0 || size_t(row) >= node->children.size() || column < 0
        || column >= ColumnCount)
        return {};
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex JsonModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(nodeOf(index)->parent) : QModelIndex();
}

int JsonModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
}

int JsonModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool JsonModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const auto *node = nodeOf(parent);
    return node->count > 0 || !node->children.empty();
}

bool JsonModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.column() <= 0 && !nodeOf(parent)->isAsked && nodeOf(parent)->count > 0;
}

void JsonModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    auto *node = nodeOf(parent);
    node->isAsked = true;
    if (node->item.end - node->offset <= atOnce) {
        fill(node, readPart(m_text, node->item, node->offset, node->count));
        return;
    }
    readLater(node);
}

void JsonModel::readLater(Node *node)
{
    auto answer = inBackground([text = m_text, container = node->item, offset = node->offset,
                                   count = node->count] { return readPart(text, container, offset, count); });
    // Nodes live as long as their document, so the generation alone says whether `node` does.
    whenReady(answer, this, [this, node, generation = m_generation](const Part &part) {
        if (generation == m_generation)
            fill(node, part);
    });
}

JsonModel::Part JsonModel::readPart(
    const QByteArray &text, const JsonItem &container, qint64 offset, qint64 count)
{
    Part part;
    if (count <= pageSize) {
        part.items = readItems(text, container, offset, count);
        return part;
    }
    while ((count + part.step - 1) / part.step > pageSize)
        part.step *= pageSize;
    part.starts = partition(text, container, offset, count, part.step);
    return part;
}

void JsonModel::fill(Node *node, const Part &part)
{
    const auto rows = int(part.items.size() + part.starts.size());
    if (rows == 0)
        return;
    beginInsertRows(indexOf(node), 0, rows - 1);
    addChildren(node, part);
    endInsertRows();
}

void JsonModel::addChildren(Node *node, const Part &part)
{
    const auto add = [this, node] {
        auto child = std::make_unique<Node>();
        child->parent = node;
        child->row = int(node->children.size());
        ++m_nodeCount;
        return node->children.emplace_back(std::move(child)).get();
    };
    node->children.reserve(size_t(part.items.size() + part.starts.size()));
    for (const auto &item : part.items) {
        auto *child = add();
        child->item = item;
        child->count = item.count;
        if (item.isContainer())
            child->offset = firstItem(item);
    }
    for (const auto start : part.starts) {
        auto *child = add();
        child->isGroup = true;
        child->item = node->item;
        child->first = node->first + child->row * part.step;
        child->count = std::min(part.step, node->count - child->row * part.step);
        child->offset = start;
    }
}

QByteArrayView JsonModel::bytes(qint64 begin, qint64 end) const
{
    return QByteArrayView(m_text).sliced(begin, end - begin);
}

const JsonItem *JsonModel::item(const QModelIndex &index) const
{
    return index.isValid() && !nodeOf(index)->isGroup ? &nodeOf(index)->item : nullptr;
}

QString JsonModel::key(const QModelIndex &index) const
{
    const auto *node = nodeOf(index);
    if (!index.isValid() || node->isGroup || !node->item.hasKey())
        return {};
    return decodeJsonString(bytes(node->item.keyBegin, node->item.keyEnd));
}

QString JsonModel::keyText(const Node &node) const
{
    if (node.isGroup) {
        const auto base = node.item.kind == JsonKind::Lines ? 1 : 0;
        return tr("%1 to %2")
            .arg(countText(node.first + base), countText(node.first + node.count - 1 + base));
    }
    if (node.item.hasKey())
        return singleLine(decodeJsonString(bytes(node.item.keyBegin, node.item.keyEnd), shownLength));
    if (node.parent == m_root.get() && !m_root->item.isContainer())
        return {};
    const auto base = m_root->item.kind == JsonKind::Lines ? 1 : 0;
    return countText(node.parent->first + node.row + base);
}

QString JsonModel::valueText(const Node &node) const
{
    if (node.isGroup)
        return {};
    const auto raw = bytes(node.item.begin, node.item.end);
    switch (node.item.kind) {
    case JsonKind::Object:
        return node.item.count == 0 ? u"{ }"_s : tr("%n field(s)", nullptr, int(node.item.count));
    case JsonKind::Array:
        return node.item.count == 0 ? u"[ ]"_s : tr("%n item(s)", nullptr, int(node.item.count));
    case JsonKind::String:
        if (m_root->item.kind == JsonKind::Lines)
            return singleLine(QString::fromUtf8(raw), 1000);
        if (raw.size() > shownLength) {
            return u'"' + singleLine(decodeJsonString(raw, shownLength), shownLength) + u"…\"  "_s
                + sizeText(raw.size() - 2);
        }
        return u'"' + singleLine(decodeJsonString(raw), shownLength) + u'"';
    default:
        return singleLine(QString::fromUtf8(raw.first(std::min(raw.size(), shownLength))), shownLength);
    }
}

QString JsonModel::path(const QModelIndex &index, const QString &root) const
{
    QStringList parts;
    for (const auto *node = nodeOf(index); node->parent; node = node->parent) {
        if (node->isGroup || (node->parent == m_root.get() && !m_root->item.isContainer()))
            continue;
        if (!node->item.hasKey()) {
            parts.prepend(u"[%1]"_s.arg(node->parent->first + node->row));
            continue;
        }
        const auto name = decodeJsonString(bytes(node->item.keyBegin, node->item.keyEnd));
        const auto isWordPart
            = [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); };
        if (!name.isEmpty() && !name[0].isDigit() && std::ranges::all_of(name, isWordPart)) {
            parts.prepend(u'.' + name);
        } else {
            QByteArray literal;
            appendJsonString(literal, name);
            parts.prepend(u'[' + QString::fromUtf8(literal) + u']');
        }
    }
    const auto path = parts.join(QString());
    return root.isEmpty() && path.startsWith(u'.') ? path.mid(1) : root + path;
}

QVariant JsonModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const auto &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == KeyColumn && !m_labels.isEmpty()) {
            const auto label = m_labels.value(path(index, m_pathRoot.value_or(QString())));
            if (!label.isEmpty())
                return label;
        }
        return index.column() == KeyColumn ? keyText(node) : valueText(node);
    case Qt::ToolTipRole:
        if (index.column() != KeyColumn || !m_pathRoot || node.isGroup)
            return {};
        return path(index, *m_pathRoot).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return QString(keyText(node) + u": "_s + valueText(node));
    case KindRole:
        return node.isGroup ? QVariant() : QVariant(int(node.item.kind));
    case ValueTextRole: {
        if (node.isGroup)
            return {};
        const auto raw = bytes(node.item.begin, node.item.end);
        return node.item.kind == JsonKind::String && m_root->item.kind != JsonKind::Lines
            ? decodeJsonString(raw)
            : QString::fromUtf8(raw);
    }
    default:
        return {};
    }
}

QString JsonModel::pathFormat()
{
    return QStringLiteral("application/x-signalbox-path");
}

Qt::ItemFlags JsonModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractItemModel::flags(index);
    return !m_pathRoot || !item(index) ? flags : flags | Qt::ItemIsDragEnabled;
}

QStringList JsonModel::mimeTypes() const
{
    return {pathFormat(), QStringLiteral("text/plain")};
}

QMimeData *JsonModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    const auto text = path(indexes.first(), m_pathRoot.value_or(QString()));
    auto *data = new QMimeData;
    data->setText(text);
    data->setData(pathFormat(), text.toUtf8());
    return data;
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == KeyColumn ? tr("Name") : tr("Value");
}

} // namespace signalbox
