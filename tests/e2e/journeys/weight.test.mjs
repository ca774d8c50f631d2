// What a list costs somebody who comes for the first time: requests and bytes on the wire.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPerson } from "../browser.mjs";
import { openHouse } from "../house.mjs";

const KB = 1024;

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

// Every answer of a page that is loaded with an empty cache: its address, kind and bytes.
async function coldAnswers(person, address) {
  const client = await person.context.newCDPSession(person.page);
  const answers = new Map();
  const cached = new Set();
  client.on("Network.requestServedFromCache", ({ requestId }) => cached.add(requestId));
  client.on("Network.responseReceived", ({ requestId, response, type }) => {
    if (response.fromDiskCache) cached.add(requestId);
    const coding = response.headers["content-encoding"] ?? "none";
    answers.set(requestId, { address: response.url, type, coding, bytes: 0 });
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (answer) answer.bytes = encodedDataLength;
  });
  await client.send("Network.enable");
  await client.send("Network.clearBrowserCache");
  await person.page.goto(address, { waitUntil: "networkidle" });
  await person.page.evaluate(() => document.fonts.ready);
  // A picture that is asked for twice before it is there comes over the wire once.
  const wired = [...answers].filter(([id]) => !cached.has(id)).map(([, answer]) => answer);
  // What stays open to tell of messages is no part of what the page needs to be there.
  // Neither are the numbers of the side bar, which are asked for when it is.
  const isPart = ({ type, address }) => type !== "EventSource" && !address.endsWith("/counts");
  const loaded = wired.filter(isPart);
  return loaded.filter((answer) => answer.address.startsWith(house.program.origin));
}

async function comeAnew() {
  const before = await house.enter("jana");
  const storageState = await before.context.storageState();
  await before.close();
  return openPerson(house.browser, house.program.origin, { storageState });
}

test("a cold list of fifty rows takes six requests and 150 KB", async (context) => {
  const person = await comeAnew();
  const answers = await coldAnswers(person, "/accounts");
  assert.equal(await person.page.locator("tbody tr").count(), 50);
  for (const { address, bytes, coding } of answers) {
    context.diagnostic(`${(bytes / KB).toFixed(1)} KB ${coding} ${new URL(address).pathname}`);
  }
  const sum = answers.reduce((all, answer) => all + answer.bytes, 0);
  context.diagnostic(`${answers.length} requests, ${(sum / KB).toFixed(1)} KB`);
  assert.ok(answers.length <= 6, `${answers.length} requests`);
  assert.ok(sum <= 150 * KB, `${sum} bytes`);
  const limits = [["Document", 15], ["Script", 35], ["Stylesheet", 20]];
  for (const [type, limit] of limits) {
    const one = answers.filter((answer) => answer.type === type);
    assert.equal(one.length, 1, type);
    assert.notEqual(one[0].coding, "none", `${type} is compressed`);
    assert.ok(one[0].bytes <= limit * KB, `${type}: ${one[0].bytes} bytes`);
  }
  await person.close();
});

test("a page that another site asks for is not compressed", async () => {
  const person = await house.enter("jana");
  const cookies = await person.context.cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const coding = async (site) => {
    const headers = { cookie, "accept-encoding": "gzip", "sec-fetch-site": site };
    const answer = await fetch(`${house.program.origin}/accounts?q=vogt`, { headers });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /Vogt/);
    return answer.headers.get("content-encoding");
  };
  assert.equal(await coding("same-origin"), "gzip");
  assert.equal(await coding("none"), "gzip");
  assert.equal(await coding("cross-site"), null);
  assert.equal(await coding("same-site"), null);
  await person.close();
});
