// SPDX-License-Identifier: GPL-3.0-or-later
// Sends one CloudEvent in binary and in structured mode, as their own library writes it.
// `node cloudevents.mjs URL`; prints what came of each: {"mode","status","answer"}.
import { CloudEvent, HTTP } from "cloudevents";

const [base] = process.argv.slice(2);

for (const mode of ["binary", "structured"]) {
  const event = new CloudEvent({
    id: "A 1 " + mode, source: "/shop/eu", type: "com.example.order", subject: "order 7%",
    time: "2026-11-29T10:00:00.250Z", datacontenttype: "application/json",
    data: { note: "héllo", total: 1.5 }, partnerkey: "a-1",
  });
  const { headers, body } = HTTP[mode](event);
  const response = await fetch(base + "/hook/cloudevents", { method: "POST", headers, body });
  console.log(JSON.stringify({ mode, status: response.status, answer: await response.text() }));
}
