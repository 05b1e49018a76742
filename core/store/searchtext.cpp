// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/searchtext.h"

#include <algorithm>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

// The words of a prefix are gathered one by one; of shorter ones there are too many.
constexpr qsizetype shortestPrefix = 3;
constexpr qsizetype mostTerms = 32;
// A zero byte stands in no text; where one is, it is near the beginning.
constexpr qsizetype lookedAtForZero = 1024;

bool isWordChar(QChar c)
{
    return c.isLetterOrNumber();
}

/// Of a script that does not put spaces between words, or a letter beyond the basic plane.
bool needsNoBoundary(QChar c)
{
    return c.category() == QChar::Letter_Other || c.isSurrogate();
}

qsizetype find(const QString &text, const QString &term, qsizetype from)
{
    const auto first = term.front();
    const bool anywhere = !isWordChar(first) || needsNoBoundary(first);
    for (;;) {
        const auto at = text.indexOf(term, from, Qt::CaseInsensitive);
        if (at <= 0 || anywhere || !isWordChar(text[at - 1]) || needsNoBoundary(text[at - 1]))
            return at;
        from = at + 1;
    }
}

void addTerm(QStringList &terms, const QString &term)
{
    const auto trimmed = term.trimmed();
    if (!trimmed.isEmpty() && terms.size() < mostTerms && !terms.contains(trimmed))
        terms += trimmed;
}

/// The words of a term that an index of words holds as wholes, and the one that may go on.
void addWords(QStringList &words, const QString &term)
{
    qsizetype begin = -1;
    for (qsizetype i = 0; i <= term.size(); ++i) {
        if (i < term.size() && isWordChar(term[i])) {
            if (begin < 0)
                begin = i;
            continue;
        }
        if (begin < 0)
            continue;
        const auto word = term.mid(begin, i - begin);
        begin = -1;
        if (std::ranges::any_of(word, needsNoBoundary))
            continue;
        if (i < term.size())
            words += u'"' + word + u'"';
        else if (word.size() >= shortestPrefix)
            words += u'"' + word + u"\"*"_s;
    }
}

QChar unescaped(QChar c)
{
    switch (c.unicode()) {
    case u'n':
    case u'r':
    case u't':
    case u'b':
    case u'f':
        return u' ';
    default:
        return c;
    }
}

} // namespace

SearchText::SearchText(const QString &typed)
{
    const auto parts = typed.split(u'"');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        // What stands between two quotes; a quote that is never closed means nothing.
        if (i % 2 == 1 && i + 1 < parts.size()) {
            addTerm(m_terms, parts[i]);
        } else {
            for (const auto &word : parts[i].simplified().split(u' '))
                addTerm(m_terms, word);
        }
    }
}

bool SearchText::isIn(const QStringList &texts) const
{
    return std::ranges::all_of(m_terms, [&](const QString &term) {
        return std::ranges::any_of(texts, [&](const QString &text) { return find(text, term, 0) >= 0; });
    });
}

QList<SearchText::Place> SearchText::placesIn(const QString &text) const
{
    QList<Place> all;
    for (const auto &term : m_terms) {
        for (auto at = find(text, term, 0); at >= 0; at = find(text, term, at + term.size()))
            all += Place{at, term.size()};
    }
    std::ranges::sort(
        all, [](const Place &a, const Place &b) { return a.at != b.at ? a.at < b.at : a.length > b.length; });
    QList<Place> places;
    for (const auto &place : all) {
        if (places.isEmpty() || place.at >= places.last().at + places.last().length)
            places += place;
    }
    return places;
}

QString SearchText::forIndex() const
{
    QStringList words;
    for (const auto &term : m_terms)
        addWords(words, term);
    words.removeDuplicates();
    return words.join(u" AND "_s);
}

QString readableText(const QByteArray &data)
{
    if (data.first(std::min(data.size(), lookedAtForZero)).contains('\0'))
        return {};
    auto text = QString::fromUtf8(data);
    const bool isJson = !data.isEmpty() && QByteArrayView("{[\"").contains(data.front());
    if (!isJson || !text.contains(u'\\'))
        return text;
    qsizetype to = 0;
    for (qsizetype from = 0; from < text.size(); ++from, ++to) {
        if (text[from] != u'\\' || from + 1 == text.size()) {
            text[to] = text[from];
            continue;
        }
        ++from;
        bool isHex = false;
        const auto code = text[from] == u'u' && from + 4 < text.size()
            ? QStringView(text).mid(from + 1, 4).toUShort(&isHex, 16)
            : 0;
        text[to] = isHex ? QChar(code) : unescaped(text[from]);
        if (isHex)
            from += 4;
    }
    text.truncate(to);
    return text;
}

} // namespace signalbox
