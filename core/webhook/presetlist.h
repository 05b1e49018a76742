// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/preset.h"

/// One function for each preset, defined in the file of its name. A new preset is such a file, a line here,
/// and one in preset.cpp.
namespace signalbox {

HookPreset githubPreset();
HookPreset gitlabPreset();
HookPreset giteaPreset();
HookPreset bitbucketPreset();
HookPreset linearPreset();
HookPreset stripePreset();
HookPreset paypalPreset();
HookPreset squarePreset();
HookPreset shopifyPreset();
HookPreset wooCommercePreset();
HookPreset hubspotPreset();
HookPreset slackPreset();
HookPreset twilioPreset();
HookPreset zoomPreset();
HookPreset metaPreset();
HookPreset microsoftGraphPreset();
HookPreset dropboxPreset();
HookPreset standardWebhooksPreset();
HookPreset svixPreset();
HookPreset cloudEventsPreset();

} // namespace signalbox
