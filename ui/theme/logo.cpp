// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/logo.h"

#include "ui/theme/lineicon.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace signalbox {

using namespace Qt::StringLiterals;

QIcon logoIcon(bool grey, const QColor &mark)
{
    initializeIcons();
    QFile file(u":/signalbox.svg"_s);
    QSvgRenderer renderer(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    QIcon icon;
    for (const int size : {16, 22, 24, 32, 48, 64, 128, 256}) {
        QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, size, size));
        if (grey) {
            painter.setCompositionMode(QPainter::CompositionMode_SourceAtop);
            painter.fillRect(image.rect(), QColor(128, 132, 140, 190));
            painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
        }
        if (mark.isValid()) {
            const auto d = size * 0.44;
            painter.setPen(QPen(Qt::white, size / 24.0));
            painter.setBrush(mark);
            painter.drawEllipse(QRectF(size - d - size / 24.0, size - d - size / 24.0, d, d));
        }
        painter.end();
        icon.addPixmap(QPixmap::fromImage(image));
    }
    return icon;
}

} // namespace signalbox
