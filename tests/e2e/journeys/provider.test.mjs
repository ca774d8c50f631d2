// Signing in by a real provider of OpenID Connect: set up in the browser, used, and switched off.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { PASSWORD, openHouse } from "../house.mjs";
import { CLIENT, SECRET, startProvider } from "../provider.mjs";

let provider;
let house;

before(async () => {
  provider = await startProvider();
  const settings = (origin) => ({
    KONTOR_PUBLIC_URL: origin,
    KONTOR_OUTBOUND_ALLOW: "127.0.0.1",
  });
  house = await openHouse({ settings });
});

after(async () => {
  await house?.close();
  await provider?.close();
});

const heading = (page, name) => page.getByRole("heading", { level: 1, name });

/** A browser that may leave the house: the pages of the provider are not ours to judge. */
async function visitor() {
  const context = await house.browser.newContext({
    baseURL: house.program.origin,
    locale: "de-DE",
    viewport: { width: 1440, height: 900 },
  });
  context.setDefaultTimeout(10_000);
  return { context, page: await context.newPage() };
}

/** Types a name at the provider and agrees. */
async function agree(page, name) {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("irgendeins");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
}

test("an administrator sets a provider up, and people sign in by it", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/settings/providers");
  await page.getByText("Noch kein Anmeldedienst").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("link", { name: "Neuer OpenID-Connect-Dienst" }).click();
  await heading(page, "Neuer OpenID-Connect-Dienst").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByLabel("Name", { exact: false }).first().fill("Firmenkonto");
  await page.getByLabel("Adresse (Issuer)").fill("http://id.firma.test");
  await page.getByLabel("Client-ID").fill(CLIENT);
  await page.getByLabel("Client-Geheimnis").fill(SECRET);
  await page.getByLabel("Angabe für Gruppen").fill("groups");
  await page.getByLabel("Neue Personen bei der ersten Anmeldung aufnehmen").check();
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Hier steht eine https-Adresse").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByLabel("Adresse (Issuer)").fill(provider.issuer);
  await page.getByRole("button", { name: "Speichern" }).click();
  await heading(page, "Firmenkonto").waitFor();
  const told = await page.getByText("Rücksprungadresse").textContent();
  const [back] = told.match(/http:\S+\/login\/back\/\S+/);
  assert.ok(back.startsWith(house.program.origin));
  provider.allow(back);
  await page.getByRole("button", { name: "Jetzt prüfen" }).click();
  await page.getByText("Der Dienst antwortet").waitFor();
  await jana.close();

  const ines = await visitor();
  await ines.page.goto("/accounts");
  await ines.page.getByRole("link", { name: "Anmelden mit Firmenkonto" }).click();
  await agree(ines.page, "ines");
  await ines.page.waitForURL((url) => url.origin === house.program.origin);
  assert.equal(new URL(ines.page.url()).pathname, "/accounts");
  await ines.page.goto("/me");
  assert.equal(await ines.page.getByText("Ines Vogt").first().textContent(), "Ines Vogt");
  // Coming back without having set out opens nothing.
  await ines.context.clearCookies();
  await ines.page.goto(`${back}?code=x&state=y`);
  await ines.page.getByText("Die Anmeldung über Firmenkonto hat nicht geklappt").waitFor();
  await ines.context.close();
});

test("passwords are switched off for all but one", async () => {
  const jana = await house.enter("jana");
  await jana.page.goto("/settings/providers");
  await jana.page.getByLabel("Wer sich mit Passwort anmelden darf").selectOption({
    label: "Nur Jana Reuter, als Notfallzugang",
  });
  await jana.page.getByRole("button", { name: "Speichern" }).click();
  await jana.page.getByText("Gespeichert").first().waitFor();
  await jana.close();

  const eva = await visitor();
  await eva.page.goto("/login");
  assert.equal(await eva.page.getByLabel("Passwort").count(), 0);
  assert.deepEqual(await accessFaults(eva.page), []);
  await eva.page.getByRole("link", { name: "Mit Passwort anmelden" }).click();
  await eva.page.getByLabel("Anmeldename").fill("jana");
  await eva.page.getByLabel("Passwort").fill(PASSWORD);
  await eva.page.getByRole("button", { name: "Anmelden" }).click();
  await eva.page.waitForURL((url) => url.pathname === "/");
  await eva.context.close();
});
