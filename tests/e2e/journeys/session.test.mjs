// A session that ended: nothing typed is lost, and nobody saves in another one's name.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { PASSWORD, addPerson, fillSignIn, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
  await addPerson(house.program, "tobias", "Tobias Krämer");
});

after(() => house?.close());

const again = (page) => page.getByRole("dialog", { name: "Sie sind abgemeldet" });
const heading = (page, name) => page.getByRole("heading", { level: 1, name });

// Ends every session but the one of a second browser of the same person.
async function endSessions(name) {
  const other = await house.enter(name);
  await other.page.goto("/me/security");
  await other.page.getByRole("button", { name: "Alle anderen beenden" }).click();
  await other.page.getByText("Sitzung beendet.").waitFor();
  await other.close();
}

async function signInAgain(page, password, name) {
  if (name) await again(page).getByLabel("Anmeldename").fill(name);
  await again(page).getByLabel("Passwort").fill(password);
  await page.keyboard.press("Enter");
}

async function openRecord(page, name) {
  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await heading(page, name).waitFor();
}

test("a fact typed after the session ended is saved after signing in over the page", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Löwe AG 106");
  await page.getByRole("link", { name: "Organisationsname bearbeiten" }).click();
  const input = page.locator("dd.is-editing").getByLabel("Organisationsname");
  await input.fill("Löwe Werke AG");
  await endSessions("jana");
  await input.press("Enter");

  const dialog = again(page);
  await dialog.waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal(await dialog.getByLabel("Anmeldename").inputValue(), "jana");
  for (let step = 0; step < 9; step += 1) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => {
      const at = document.activeElement;
      return at !== document.body && !at.closest("session-keeper dialog");
    });
    assert.equal(outside, false, "the focus stays in the dialog");
  }
  await signInAgain(page, "vier Birnen im Schrank");
  await dialog.getByText("Anmeldename oder Passwort stimmen nicht.").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await signInAgain(page, PASSWORD);
  await dialog.waitFor({ state: "detached" });
  await page.getByText("Gespeichert.").last().waitFor();
  assert.equal(await page.locator("#record-title").textContent(), "Löwe Werke AG");
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await heading(page, "Löwe AG 106").waitFor();
  await person.close();
});

test("a form stays as it was typed until somebody is there to send it", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill("Spätschicht KG");
  await page.getByLabel("Beschreibung").fill("Zeile eins\nZeile zwei");
  await person.context.clearCookies();
  const create = page.getByRole("button", { name: "Anlegen", exact: true });
  await create.click();
  await again(page).waitFor();
  await page.keyboard.press("Escape");
  await again(page).waitFor({ state: "detached" });
  await page.getByText("Nicht gespeichert: Sie sind abgemeldet.").waitFor();
  assert.equal(new URL(page.url()).pathname, "/accounts/new");
  assert.equal(await page.getByLabel("Organisationsname").inputValue(), "Spätschicht KG");

  await create.click();
  await signInAgain(page, PASSWORD);
  await heading(page, "Spätschicht KG").waitFor();
  await page.locator("#fact-description").getByText("Zeile zwei").waitFor();
  await person.close();
});

test("a session that began in another window serves this one too", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Vogt KG 107");
  const other = await person.context.newPage();
  await person.context.clearCookies();
  await other.goto("/login");
  await fillSignIn(other, "jana", PASSWORD);
  await other.waitForURL((url) => url.pathname === "/");

  await page.getByLabel("Kommentar").fill("in zwei Fenstern");
  await page.getByRole("button", { name: "Kommentieren" }).click();
  await page.getByText("Kommentar gespeichert.").waitFor();
  await page.getByText("in zwei Fenstern").waitFor();
  await person.close();
});

test("somebody else who signs in there saves nothing of what the first one typed", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Jäger e. K. 104");
  const record = page.url();
  await page.goto(`${record}/edit`);
  await page.getByLabel("Beschreibung").fill("von Jana");
  await person.context.clearCookies();
  await page.getByRole("button", { name: "Speichern", exact: true }).click();
  await again(page).waitFor();
  const loaded = page.waitForEvent("load");
  await signInAgain(page, PASSWORD, "tobias");
  await loaded;
  await page.getByRole("button", { name: /Tobias Krämer/ }).waitFor();
  await page.goto(record);
  assert.equal(await page.getByText("von Jana").count(), 0);
  await person.close();
});

test("in English, the dialog is English", async () => {
  const person = await house.enter("tobias");
  const { page } = person;
  await page.goto("/me/formats");
  await page.getByText("English", { exact: true }).click();
  await page.locator("form[action='/me/looks'] button[type=submit]").click();
  await heading(page, "My settings").waitFor();
  await person.context.clearCookies();
  await page.getByText("Deutsch", { exact: true }).click();
  await page.locator("form[action='/me/looks'] button[type=submit]").click();
  const dialog = page.getByRole("dialog", { name: "You are signed out" });
  await dialog.getByLabel("Password").fill("wrong");
  await page.keyboard.press("Enter");
  await dialog.getByText("Login name or password are wrong.").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await dialog.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await heading(page, "Meine Einstellungen").waitFor();
  await person.close();
});

test("without script the sign-in carries what was typed", async () => {
  const options = { javaScriptEnabled: false };
  const person = await house.enter("jana", options);
  const { page } = person;
  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill('Ohne "Skript" <b>KG</b>');
  await page.getByLabel("Beschreibung").fill("Zeile eins\nZeile zwei");
  await person.context.clearCookies();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Ihre Sitzung ist beendet.").waitFor();
  assert.equal(await page.getByRole("link", { name: "English" }).count(), 0);
  await fillSignIn(page, "jana", "vier Birnen im Schrank");
  await page.getByText("Anmeldename oder Passwort stimmen nicht.").waitFor();
  await fillSignIn(page, "jana", PASSWORD);
  await page.getByText("Sie sind als Jana Reuter angemeldet.").waitFor();
  await page.getByRole("button", { name: "Jetzt speichern" }).click();
  await heading(page, 'Ohne "Skript" <b>KG</b>').waitFor();
  await page.locator("#fact-description").getByText("Zeile zwei").waitFor();

  await page.goto("/me/security");
  await person.context.clearCookies();
  await page.getByLabel("Bisheriges Passwort").fill(PASSWORD);
  await page.getByLabel("Neues Passwort").fill("vier Birnen im Schrank");
  await page.getByRole("button", { name: "Passwort ändern" }).click();
  await page.getByRole("button", { name: "Anmelden" }).waitFor();
  assert.equal((await page.content()).includes("vier Birnen"), false, "no password is carried");
  await person.close();
});

test("a form from elsewhere is not carried through the sign-in", async () => {
  const body = new URLSearchParams({ name: "Untergeschoben" });
  const post = (headers) => {
    return fetch(`${house.program.origin}/accounts`, {
      method: "POST", body, headers, redirect: "manual",
    });
  };
  const own = await post({ origin: house.program.origin });
  assert.equal(own.status, 401);
  assert.match(await own.text(), /Untergeschoben/);
  const unknown = await post({});
  assert.equal(unknown.status, 303);
  const foreign = await post({ origin: "https://evil.example" });
  assert.equal(foreign.status, 403);
  assert.doesNotMatch(await foreign.text(), /Untergeschoben/);
});
