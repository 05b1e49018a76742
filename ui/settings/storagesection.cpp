// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/storagesection.h"

#include "core/base/futures.h"
#include "ui/settings/backuprow.h"
#include "ui/settings/cleanuprow.h"
#include "ui/settings/retentionfields.h"
#include "ui/settings/sharelist.h"
#include "ui/settings/spacebar.h"
#include "ui/widgets/timetext.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace signalbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int legendColumns = 3;
constexpr int swatch = 10;

QPixmap swatchOf(const QColor &color, double ratio)
{
    QPixmap pixmap(QSize(swatch, swatch) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(color);
    return pixmap;
}

} // namespace

StorageSection::StorageSection(const Context &context, QWidget *parent)
    : SettingsSection(tr("Storage"),
        tr("Events stay with the runs that they started. What is over goes when it is old, a little at a "
           "time; "
           "what still runs or waits, and what you have pinned in Runs, never does."),
        parent)
    , m_context(context)
    , m_bar(new SpaceBar(context.themes))
    , m_legend(new QGridLayout)
    , m_types(new ShareList(tr("Largest event types")))
    , m_rules(new ShareList(tr("Largest rules, by their runs")))
{
    m_total = addLabel(u"storageTotal"_s, u"label"_s);
    m_empty = addLabel(u"storageEmpty"_s);
    m_empty->setText(tr("Nothing is stored yet. As events come in, this shows what takes how much space."));
    body()->addWidget(m_bar);
    m_legend->setHorizontalSpacing(3 * Theme::unit);
    m_legend->setVerticalSpacing(Theme::unit / 2);
    body()->addLayout(m_legend);
    auto *shares = new QHBoxLayout;
    shares->setSpacing(4 * Theme::unit);
    shares->addWidget(m_types, 1, Qt::AlignTop);
    shares->addWidget(m_rules, 1, Qt::AlignTop);
    body()->addLayout(shares);
    m_losses = addLabel(u"storageLosses"_s);
    body()->addSpacing(Theme::unit);
    body()->addWidget(new RetentionFields(context));
    auto *clean = new CleanUpRow(context);
    body()->addWidget(clean);
    body()->addWidget(new BackupRow(context));
    for (QWidget *part : std::initializer_list<QWidget *>{m_bar, m_empty, m_losses})
        part->hide();
    connect(clean, &CleanUpRow::cleaned, this, &StorageSection::read);
    connect(&context.themes, &ThemeManager::changed, this, &StorageSection::read);
}

QLabel *StorageSection::addLabel(const QString &name, const QString &role)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("role", role);
    body()->addWidget(label);
    return label;
}

void StorageSection::showEvent(QShowEvent *event)
{
    SettingsSection::showEvent(event);
    read();
}

void StorageSection::read()
{
    if (m_isAsked)
        return;
    m_isAsked = true;
    const auto answer = m_context.readers.ask([](Reader &reader) { return reader.storageUse(); });
    whenReady(answer, this, [this](const Result<StorageUse> &use) {
        m_isAsked = false;
        if (use)
            showUse(*use);
        else
            m_total->setText(use.error().message);
        emit shown();
    });
}

void StorageSection::showUse(const StorageUse &use)
{
    const bool isEmpty = use.eventCount == 0 && use.runCount == 0 && use.recordCount == 0;
    m_empty->setVisible(isEmpty);
    m_bar->setVisible(!isEmpty);
    QStringList words{tr("%1 in all").arg(sizeText(use.total()))};
    if (use.oldest)
        words += tr("%n event(s) since %1", nullptr, int(std::min(use.eventCount, qint64(2'000'000'000))))
                     .arg(QLocale().toString(
                         toQDateTime(*use.oldest).toLocalTime().date(), QLocale::LongFormat));
    if (use.runCount > 0)
        words += tr("%n run(s)", nullptr, int(std::min(use.runCount, qint64(2'000'000'000))));
    if (use.pinnedCount > 0)
        words += tr("%n pinned", nullptr, int(use.pinnedCount));
    m_total->setText(words.join(u" · "_s));

    while (m_legend->count() > 0)
        delete m_legend->takeAt(0)->widget();
    QList<SpaceBar::Part> parts;
    int entries = 0;
    const auto add = [&](const QString &color, const QString &name, qint64 size, bool isInBar = true) {
        if (size <= 0 || isEmpty)
            return;
        auto *entry = new QWidget;
        auto *row = new QHBoxLayout(entry);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(Theme::unit);
        auto *mark = new QLabel;
        mark->setPixmap(swatchOf(m_context.themes.theme().named(color), devicePixelRatioF()));
        auto *bytes = new QLabel(sizeText(size));
        bytes->setProperty("role", u"muted"_s);
        row->addWidget(mark);
        row->addWidget(new QLabel(name));
        row->addStretch();
        row->addWidget(bytes);
        m_legend->addWidget(entry, entries / legendColumns, entries % legendColumns);
        ++entries;
        if (isInBar)
            parts += SpaceBar::Part{color, size};
    };
    add(u"blue"_s, tr("Payloads"), use.payloads);
    add(u"teal"_s, tr("Events"), use.events);
    add(u"violet"_s, tr("Runs"), use.runs);
    add(u"green"_s, tr("Records"), use.records);
    add(u"pink"_s, tr("Search"), use.searchFile);
    add(u"amber"_s, tr("Indexes and the rest"), use.other + use.walFile);
    add(u"grey"_s, tr("Free"), use.free);
    // Always the same, and more than all else in a young store: in the bar it would hide what grows.
    add(u"grey"_s, tr("Put by for a full disk"), use.reserveFile, false);
    m_bar->setParts(parts);
    m_types->setShares(use.types);
    m_rules->setShares(use.rules);
    QStringList lost;
    for (const auto &loss : use.accepted)
        lost += loss.fault;
    m_losses->setText(tr("Taken for lost: %1").arg(lost.join(u' ')));
    m_losses->setVisible(!lost.isEmpty());
}

} // namespace signalbox
