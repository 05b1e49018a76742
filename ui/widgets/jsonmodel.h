// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/jsonscan.h"

#include <QAbstractItemModel>
#include <QByteArray>
#include <QHash>

#include <memory>
#include <optional>
#include <vector>

namespace signalbox {

/// A JSON text, or lines of any text, as a tree that grows where somebody looks. The items of the outermost
/// container are the top rows; a scalar is one row. Items come when their container is opened: at once where
/// that takes no time, else from a background thread. A container with more than `pageSize` items shows
/// groups of them ("0 to 499"), and groups of groups, so that nothing ever has more than `pageSize` rows
/// below it and nodes exist only for what was opened, however long the text. Thread: window.
class JsonModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    static constexpr int pageSize = 500;

    enum Column { KeyColumn, ValueColumn, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< JsonKind, of a value; invalid for a group
        ValueTextRole ///< a string decoded, all else as it stands in the text; whole, however long
    };

    explicit JsonModel(QObject *parent = nullptr);
    ~JsonModel() override;

    /// `root` is what scanJson() or scanLines() found in `text`.
    void setDocument(const QByteArray &text, const JsonItem &root);
    void clear();

    /// How a CEL expression names the item, from `root` on: `event.data.items[0].price`. With an empty root
    /// the members of the outermost object are names of their own.
    QString path(const QModelIndex &index, const QString &root) const;
    /// With a root, items can be dragged: as text and as pathFormat() they say how an expression names them.
    void setPathRoot(const std::optional<QString> &root) { m_pathRoot = root; }
    /// What is shown in place of a key: by how an expression names the item ("steps.post").
    void setLabels(const QHash<QString, QString> &labels) { m_labels = labels; }
    static QString pathFormat();
    QString key(const QModelIndex &index) const; ///< decoded; empty: it has none
    const JsonItem *item(const QModelIndex &index) const; ///< null for a group

    int nodeCount() const { return m_nodeCount; } ///< of nodes in memory

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QStringList mimeTypes() const override;
    QMimeData *mimeData(const QModelIndexList &indexes) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    struct Part;

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node) const;
    static Part readPart(const QByteArray &text, const JsonItem &container, qint64 offset, qint64 count);
    void readLater(Node *node);
    void fill(Node *node, const Part &part);
    void addChildren(Node *node, const Part &part);
    QString keyText(const Node &node) const;
    QString valueText(const Node &node) const;
    QByteArrayView bytes(qint64 begin, qint64 end) const;

    QByteArray m_text;
    std::unique_ptr<Node> m_root;
    std::optional<QString> m_pathRoot;
    QHash<QString, QString> m_labels;
    int m_nodeCount = 0;
    quint64 m_generation = 0; ///< of the document, so that an answer about an earlier one is dropped
};

} // namespace signalbox
