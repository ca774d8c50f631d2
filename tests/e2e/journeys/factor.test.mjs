// The second factor: set up with an app, asked for at the sign-in and over a page.

import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { PASSWORD, addPerson, fillSignIn, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
  await addPerson(house.program, "tobias", "Tobias Krämer");
});

after(() => house?.close());

const STEP = 30;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// What an app shows for a key (RFC 6238), for the step that many steps from now.
function codeOf(key, steps) {
  const bits = [...key].map((sign) => SIGNS.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP) + steps));
  const hash = createHmac("sha1", secret).update(counter).digest();
  const place = hash.at(-1) & 15;
  const number = hash.readUInt32BE(place) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

test("a person sets it up, is asked for it, and loses nothing when a session ends", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/me/security");
  await page.locator("#second-factor").getByRole("link", { name: "Einrichten" }).click();
  await page.getByRole("img", { name: "Quadrat mit dem Schlüssel" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByText("Ohne Kamera einrichten").click();
  const key = (await page.locator("code").textContent()).replaceAll(" ", "");
  await page.getByLabel("Code").fill("000000");
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Einschalten" }).click();
  await page.getByText("Der Code stimmt nicht").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal((await page.locator("code").textContent()).replaceAll(" ", ""), key);
  await page.getByLabel("Code").fill(codeOf(key, -1));
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Einschalten" }).click();
  await heading(page, "Wiederherstellungscodes").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  const codes = await page.locator("ol code").allTextContents();
  assert.equal(codes.length, 10);
  await page.getByRole("link", { name: "Ich habe sie aufbewahrt" }).click();
  await page.getByText("Eingeschaltet seit").waitFor();

  await person.context.clearCookies();
  await page.goto("/accounts");
  await fillSignIn(page, "jana", PASSWORD);
  await heading(page, "Code eingeben").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByLabel("Code").fill(codeOf(key, 0));
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.waitForURL((url) => url.pathname === "/accounts");

  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill("Nachtschicht KG");
  await person.context.clearCookies();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sie sind abgemeldet" });
  await dialog.getByLabel("Passwort").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Code").fill("000000");
  assert.deepEqual(await accessFaults(page), []);
  await page.keyboard.press("Enter");
  await dialog.getByText("Der Code stimmt nicht").waitFor();
  await dialog.getByLabel("Code").fill(codes[0]);
  await page.keyboard.press("Enter");
  await heading(page, "Nachtschicht KG").waitFor();
  await person.close();
});

test("without script the second half carries what was typed", async () => {
  const person = await house.enter("tobias", { javaScriptEnabled: false });
  const { page } = person;
  await page.goto("/me/second-factor");
  await page.getByText("Ohne Kamera einrichten").click();
  const key = (await page.locator("code").textContent()).replaceAll(" ", "");
  await page.getByLabel("Code").fill(codeOf(key, -1));
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Einschalten" }).click();
  await heading(page, "Wiederherstellungscodes").waitFor();
  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill("Ohne Skript GmbH");
  await person.context.clearCookies();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await fillSignIn(page, "tobias", PASSWORD);
  await page.getByLabel("Code").fill(codeOf(key, 0));
  await page.getByRole("button", { name: "Anmelden" }).click();
  await page.getByRole("button", { name: "Jetzt speichern" }).click();
  await heading(page, "Ohne Skript GmbH").waitFor();
  await person.close();
});
