// The frame of a working day: what reaches people while a page is open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { addPerson, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
  await addPerson(house.program, "tim", "Tim Krämer", ["--admin"]);
  await addPerson(house.program, "eva", "Eva Own", ["--own-only"]);
});

after(() => house?.close());

const bell = (page) => page.locator("live-count a");

async function openRecord(page, name) {
  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function sound(page) {
  assert.deepEqual(await accessFaults(page), []);
}

test("a mention reaches the other person's message centre without a reload", async () => {
  const [jana, tim] = [await house.enter("jana"), await house.enter("tim")];
  await tim.page.goto("/messages");
  await tim.page.getByText("Nichts offen").waitFor();
  await tim.page.evaluate(() => (globalThis.isSamePage = true));

  await openRecord(jana.page, "Köhler GmbH 105");
  await jana.page.getByRole("textbox", { name: "Kommentar" }).click();
  await jana.page.keyboard.type("Bitte ansehen, @kräm");
  await jana.page.getByRole("option", { name: /Tim Krämer/ }).waitFor();
  await sound(jana.page);
  await jana.page.keyboard.press("Enter");
  await jana.page.keyboard.type("danke");
  await jana.page.keyboard.press("Control+Enter");
  await jana.page.locator(".mention", { hasText: "@Tim Krämer" }).waitFor();

  await tim.page.getByText("Jana Reuter hat Sie erwähnt").waitFor();
  await tim.page.getByRole("link", { name: "Nachrichten, 1 ungelesen" }).waitFor();
  assert.equal(await tim.page.evaluate(() => globalThis.isSamePage), true);
  await sound(tim.page);

  await bell(tim.page).click();
  const drawer = tim.page.getByRole("dialog", { name: "Nachrichten" });
  await drawer.getByText("Bitte ansehen, @Tim Krämer danke").waitFor();
  await sound(tim.page);
  await drawer.getByRole("link", { name: /Köhler GmbH 105/ }).click();
  await tim.page.getByRole("heading", { level: 1, name: "Köhler GmbH 105" }).waitFor();
  await tim.page.getByRole("link", { name: "Nachrichten", exact: true }).waitFor();
  await Promise.all([jana.close(), tim.close()]);
});

test("who cannot see a record is not offered, and the author learns it", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await openRecord(page, "Löwe AG 106");
  await page.getByRole("textbox", { name: "Kommentar" }).click();
  await page.keyboard.type("@");
  await page.getByRole("option", { name: /Tim Krämer/ }).waitFor();
  assert.equal(await page.getByRole("option", { name: /Eva Own/ }).count(), 0);
  await page.keyboard.press("Escape");
  await page.keyboard.type("eva, schau mal");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Eva Own kann diesen Datensatz nicht sehen").waitFor();
  await jana.close();
});

test("a comment is changed where it stands, taken away and brought back", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await openRecord(page, "Vogt GmbH 115");
  await page.getByRole("textbox", { name: "Kommentar" }).fill("Erster Stand");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "Kommentar ändern" }).click();
  const box = page.locator("#comment-edit");
  await box.fill("");
  await box.press("Control+Enter");
  await box.fill("Zweiter Stand");
  await box.press("Control+Enter");
  await page.locator(".event__card", { hasText: "Zweiter Stand (geändert)" }).waitFor();
  await page.getByRole("button", { name: "Kommentar löschen" }).click();
  await page.getByText("Kommentar entfernt.").waitFor();
  assert.equal(await page.getByText("Zweiter Stand").count(), 0);
  await page.keyboard.press("Control+z");
  await page.getByText("Zweiter Stand").waitFor();
  await jana.close();
});
