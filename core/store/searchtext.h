// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace signalbox {

/// What somebody typed into a search field, as the store understands it: words that must all be there, each
/// at the beginning of a word, in any case; "words in quotes" as they stand. Nothing in it is an operator or
/// a pattern. In scripts without spaces (Chinese, Thai) a word is found anywhere. Thread: any.
class SearchText
{
public:
    explicit SearchText(const QString &typed);

    bool isEmpty() const { return m_terms.isEmpty(); }
    const QStringList &terms() const { return m_terms; }

    bool isIn(const QStringList &texts) const; ///< each term in one of them

    /// Where terms stand in a text, in order, none of them overlapping: for marking them.
    struct Place
    {
        qsizetype at = 0;
        qsizetype length = 0;

        bool operator==(const Place &) const = default;
    };
    QList<Place> placesIn(const QString &text) const;

    /// An expression for FTS5 that lets through every text in which all terms are, and more; quoted, so that
    /// nothing in it is one of its operators. Empty: no index helps, look at every text.
    QString forIndex() const;

private:
    QStringList m_terms;
};

/// The text in an event's data as people read it: in JSON `\n` is an end of line and `\u00fc` a letter. What
/// is no text is empty.
QString readableText(const QByteArray &data);

} // namespace signalbox
