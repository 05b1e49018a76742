// SPDX-License-Identifier: GPL-3.0-or-later
// The precompiled headers need a target of their own to be built once and shared; this is its source.
