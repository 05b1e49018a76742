// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QTreeView;

namespace signalbox {

class JsonModel;
class ThemeManager;

/// Shows data as it stands in an event or a step: JSON as a tree, other text as text, whatever its size.
/// Nothing is too large: the text is checked off the window thread and the tree grows where it is opened. The
/// tree can be walked and copied from with the keyboard (Ctrl+C: the value, Ctrl+Shift+C: how an expression
/// names it). Thread: window.
class JsonView : public QWidget
{
    Q_OBJECT

public:
    explicit JsonView(const ThemeManager &themes, QWidget *parent = nullptr);

    /// `isJson`: whether it is meant to be; what then turns out not to be JSON is shown as text, with a line
    /// that says so. `pathRoot`: how an expression names the whole ("event.data"; as in JsonModel::path());
    /// nothing: copying of paths is not offered.
    void setContent(const QByteArray &bytes, bool isJson, const std::optional<QString> &pathRoot = {});
    void setLabels(const QHash<QString, QString> &labels); ///< as JsonModel::setLabels()
    /// Shows a sentence instead: "No data".
    void setMessage(const QString &message);

    JsonModel *model() const { return m_model; }
    QTreeView *tree() const { return m_tree; }

signals:
    void shown(); ///< the content's first rows are there

private:
    void showTree(const QByteArray &bytes, bool isJson, quint64 generation);
    void expandSmall();
    void copyValue();
    void copyPath();
    void showMenu(const QPoint &at);

    JsonModel *m_model;
    QStackedWidget *m_stack;
    QTreeView *m_tree;
    QPlainTextEdit *m_text;
    QLabel *m_message;
    QLabel *m_note; ///< above the content; hidden when there is nothing to say
    QAction *m_copyValueAction;
    QAction *m_copyPathAction;
    std::optional<QString> m_pathRoot;
    quint64 m_generation = 0; ///< of the content, so that an answer about an earlier one is dropped
};

} // namespace signalbox
