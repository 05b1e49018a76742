// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rulenames.h"

#include "core/base/futures.h"
#include "core/store/reader.h"
#include "core/store/store.h"

#include <QCollator>

namespace signalbox {

RuleNames::RuleNames(Store &store, ReaderPool &readers, QObject *parent)
    : QObject(parent)
    , m_readers(readers)
{
    connect(&store, &Store::rulesChanged, this, &RuleNames::read);
    read();
}

QString RuleNames::name(const RuleId &rule) const
{
    const auto name = m_names.value(rule);
    return name.isEmpty() ? rule.value : name;
}

void RuleNames::read()
{
    m_stale = m_asked;
    if (m_asked)
        return;
    m_asked = true;
    whenReady(m_readers.ask([](Reader &reader) { return reader.rules(); }), this,
        [this](const Result<QList<StoredRule>> &rules) {
            m_asked = false;
            if (rules) {
                m_all.clear();
                m_names.clear();
                for (const auto &rule : *rules) {
                    m_all.append({rule.draft.id, rule.draft.name});
                    m_names.insert(rule.draft.id, rule.draft.name);
                }
                const QCollator collator;
                std::ranges::sort(
                    m_all, [&](const Entry &a, const Entry &b) { return collator(a.name, b.name); });
                emit changed();
            }
            if (m_stale)
                read();
        });
}

} // namespace signalbox
