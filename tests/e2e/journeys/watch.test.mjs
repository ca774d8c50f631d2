// The watch itself: a journey that cannot fail proves nothing.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { accessFaults, openBrowser, openPerson, overflow } from "../browser.mjs";
import { startProgram } from "../program.mjs";

const POLICY = "default-src 'self'; require-trusted-types-for 'script'";
const HEAD = `<!doctype html><html lang="de"><head><title>Seite</title></head><body><main>`;
const PAGES = {
  "/good": `${HEAD}<h1>Gut</h1><p>Text</p>`,
  "/style": `${HEAD}<h1 style="color: red">Rot</h1>`,
  "/script": `${HEAD}<script>document.title = "x"</script>`,
  "/image": `${HEAD}<h1>Bild</h1><img src="/picture">`,
  "/wide": `${HEAD}<h1>Breit</h1><svg width="3000" height="10" aria-hidden="true"></svg>`,
  "/foreign": `${HEAD}<h1>Fremd</h1><img alt="" src="http://127.0.0.2:9/x.png">`,
};

let browser;
let server;
let origin;

before(async () => {
  browser = await openBrowser();
  server = createServer((request, response) => {
    const page = PAGES[request.url];
    response.writeHead(page ? 200 : 500, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
    });
    response.end(page ?? "broken");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function visit(path, look = () => undefined) {
  const person = await openPerson(browser, origin);
  await person.page.goto(path, { waitUntil: "load" });
  const seen = await look(person.page);
  await person.close();
  return seen;
}

test("a good page passes, under a strict policy", async () => {
  assert.deepEqual(await visit("/good", accessFaults), []);
  assert.equal(await visit("/good", overflow), 0);
});

test("inline style and script are faults", async () => {
  await assert.rejects(visit("/style"), /Content Security Policy/);
  await assert.rejects(visit("/script"), /Content Security Policy/);
});

test("answers of 500 and foreign addresses are faults", async () => {
  await assert.rejects(visit("/missing"), /500 from/);
  await assert.rejects(visit("/foreign"), /foreign address/);
});

test("what axe finds is named", async () => {
  const person = await openPerson(browser, origin);
  await person.page.goto("/image");
  const faults = await accessFaults(person.page);
  assert.match(faults.join("\n"), /^image-alt: <img/);
  await person.context.close();
});

test("a page that is too wide is measured", async () => {
  assert.ok((await visit("/wide", overflow)) > 1000);
});

test("a program that does not start is an error with what it printed", async () => {
  await assert.rejects(startProgram({ options: ["--no-such-option"] }), /ended with|ENOENT/);
});
