// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhook/scheme.h"

/// One function for each scheme, defined in the file of its family.
namespace signalbox {

// tokenschemes.cpp: nothing is signed, who sends is known by a secret or an address
SignatureScheme noScheme();
SignatureScheme basicScheme();
SignatureScheme bearerScheme();
SignatureScheme headerTokenScheme();
SignatureScheme ipScheme();

// bodyschemes.cpp: the body alone is signed
SignatureScheme githubScheme();
SignatureScheme giteaScheme();
SignatureScheme bitbucketScheme();
SignatureScheme shopifyScheme();
SignatureScheme wooCommerceScheme();
SignatureScheme linearScheme();

// timedschemes.cpp: the time of sending is signed with the body
SignatureScheme stripeScheme();
SignatureScheme slackScheme();

// standardschemes.cpp: Standard Webhooks, and those who follow it
SignatureScheme standardWebhooksScheme();
SignatureScheme svixScheme();
SignatureScheme gitlabScheme();

// urlschemes.cpp: the endpoint's public URL is among what is signed
SignatureScheme twilioScheme();
SignatureScheme hubspotScheme();
SignatureScheme squareScheme();

// paypalscheme.cpp: signed with a certificate
SignatureScheme paypalScheme();

// hmacscheme.cpp: put together by the user
SignatureScheme hmacScheme();

} // namespace signalbox
