// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/section.h"
#include "ui/widgets/context.h"

class QButtonGroup;
class QLabel;

namespace signalbox {

/// One setting of which one value out of a few is chosen; kept at once, and followed when it changes
/// elsewhere. The buttons' object names are KEY-VALUE: "theme-dark". Thread: window.
class ChoiceSetting : public SettingsSection
{
    Q_OBJECT

public:
    struct Option
    {
        QString value;
        QString text;
    };

    ChoiceSetting(const Context &context, const QString &title, const QString &text, const QString &key,
        const QList<Option> &options, const QString &fallback, QWidget *parent = nullptr);

private:
    void choose(int option);
    void showValue();

    Context m_context;
    QString m_key;
    QString m_fallback;
    QList<Option> m_options;
    QButtonGroup *m_buttons;
    QLabel *m_problem;
};

} // namespace signalbox
