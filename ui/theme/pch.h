// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for every target with a window.
#pragma once

#include "core/base/pch.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QWidget>
