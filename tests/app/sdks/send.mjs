// SPDX-License-Identifier: GPL-3.0-or-later
// Signs requests with what the senders themselves offer for that, and sends each three times: as it is,
// with another body, and with another secret. `node send.mjs URL SECRET-OF-STANDARD-WEBHOOKS`; prints for
// each what it was and the status: {"name","status"}.
import { sign as signGithub } from "@octokit/webhooks-methods";
import { Webhook as StandardWebhook } from "standardwebhooks";
import Stripe from "stripe";
import { Webhook as SvixWebhook } from "svix";

const [base, standardSecret] = process.argv.slice(2);
const publicUrl = "https://hooks.example.com/hook/twilio";
const body = JSON.stringify({ id: "evt_1", type: "order.paid", note: "héllo" });
const otherStandardSecret = "whsec_" + Buffer.alloc(24, 7).toString("base64");

const twilioWebhooks = await import("twilio/lib/webhooks/webhooks.js");
const formOf = (fields) => new URLSearchParams(fields).toString();
const form = { CallSid: "CA1", From: "+14158675309", Body: "héllo & more" };

const senders = [
  {
    name: "stripe", path: "/hook/stripe", body, changed: body.replace("paid", "sent"),
    sign: (right) => ({
      "stripe-signature": new Stripe("sk_test_x").webhooks.generateTestHeaderString(
        { payload: body, secret: right ? "hush" : "other" }),
    }),
  },
  {
    name: "github", path: "/hook/github", body, changed: body.replace("paid", "sent"),
    sign: async (right) => ({
      "x-hub-signature-256": await signGithub(right ? "hush" : "other", body),
      "x-github-event": "push", "x-github-delivery": "d-1",
    }),
  },
  ...[["standardwebhooks", "webhook", StandardWebhook], ["svix", "svix", SvixWebhook]].map(
    ([name, prefix, Webhook]) => ({
      name, path: "/hook/" + name, body, changed: body.replace("paid", "sent"),
      sign: (right) => {
        const now = new Date();
        return {
          [prefix + "-id"]: "msg_1",
          [prefix + "-timestamp"]: String(Math.floor(now / 1000)),
          [prefix + "-signature"]: new Webhook(right ? standardSecret : otherStandardSecret).sign("msg_1", now, body),
        };
      },
    })),
  {
    name: "twilio form", path: "/hook/twilio?a=1&b=x+y", type: "application/x-www-form-urlencoded",
    body: formOf(form), changed: formOf({ ...form, From: "+1" }),
    sign: (right) => ({
      "x-twilio-signature": twilioWebhooks.getExpectedTwilioSignature(
        right ? "hush" : "other", publicUrl + "?a=1&b=x+y", form),
    }),
  },
  {
    name: "twilio JSON", path: "/hook/twilio?bodySHA256=" + twilioWebhooks.getExpectedBodyHash(body), body,
    changed: body.replace("paid", "sent"),
    sign: (right) => ({
      "x-twilio-signature": twilioWebhooks.getExpectedTwilioSignature(right ? "hush" : "other",
        publicUrl + "?bodySHA256=" + twilioWebhooks.getExpectedBodyHash(body), {}),
    }),
  },
];

async function send(name, sender, text, headers) {
  const response = await fetch(base + sender.path, {
    method: "POST", body: text,
    headers: { "content-type": sender.type ?? "application/json", ...headers },
  });
  console.log(JSON.stringify({ name: `${sender.name}, ${name}`, status: response.status }));
}

for (const sender of senders) {
  await send("good", sender, sender.body, await sender.sign(true));
  await send("other body", sender, sender.changed, await sender.sign(true));
  await send("other secret", sender, sender.body, await sender.sign(false));
}
