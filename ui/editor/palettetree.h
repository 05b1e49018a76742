// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/rule/steptype.h"

#include <QTreeWidget>

namespace signalbox {

class ThemeManager;

/// MIME type under which a step type's id is dragged onto the canvas.
QString stepTypeMime();

/// What a group of steps is called.
QString groupTitle(StepGroup group);

/// The types that fit what was typed, best first: the title's beginning, then a word's, then anywhere in
/// title, id or help. Empty text: all, in the catalogue's order. Pure.
QList<const StepType *> matchingTypes(const StepCatalog &catalog, const QString &text);

/// What can be added to a rule: a type, or one of its variants. Plain value.
struct StepOffer
{
    const StepType *type = nullptr;
    const StepVariant *variant = nullptr; ///< null: the type as it is

    QString choice() const; ///< as StepCatalog::choice() reads it
    const QString &title() const { return variant ? variant->title : type->title; }
    const QString &help() const { return variant ? variant->help : type->help; }
};

/// The types that fit, and of what was typed also the variants whose title or help has it: those that begin
/// with it come first. Empty text: the types alone, since variants are many. Pure.
QList<StepOffer> matchingOffers(const StepCatalog &catalog, const QString &text);

/// Every step type under its group, with its icon and what it does; types are dragged out, or chosen with
/// Enter or a double click. Thread: window.
class PaletteTree : public QTreeWidget
{
    Q_OBJECT

public:
    PaletteTree(const StepCatalog &catalog, const ThemeManager &themes, QWidget *parent = nullptr);

    void setFilter(const QString &text);
    const QString &filter() const { return m_filter; }

    QTreeWidgetItem *itemOf(const QString &type) const;

signals:
    void chosen(const QString &type);

protected:
    QMimeData *mimeData(const QList<QTreeWidgetItem *> &items) const override;
    QStringList mimeTypes() const override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fill();

    const StepCatalog &m_catalog;
    const ThemeManager &m_themes;
    QString m_filter;
};

} // namespace signalbox
