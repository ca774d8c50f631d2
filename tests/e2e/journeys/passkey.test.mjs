// Passkeys with a device that Chromium plays: added, used alone and after the password, removed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, overflow } from "../browser.mjs";
import { PASSWORD, fillSignIn, openHouse } from "../house.mjs";

let house;

before(async () => {
  // Browsers know passkeys at names only.
  house = await openHouse({ named: true });
});

after(() => house?.close());

/** A device in the browser of a person, with a finger that is always right. */
async function device({ context, page }) {
  const client = await context.newCDPSession(page);
  await client.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true,
    isUserVerified: true, automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
  const verified = (isUserVerified) =>
    client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  const keys = () => client.send("WebAuthn.getCredentials", { authenticatorId });
  return { verified, keys };
}

const heading = (page, name) => page.getByRole("heading", { name });
const settled = (page, path) => page.waitForURL((url) => url.pathname === path);

async function sound(page) {
  assert.deepEqual(await accessFaults(page), []);
  assert.ok((await overflow(page)) <= 0, "wider than the window");
}

test("a passkey is added, opens the house alone and after the password, and goes", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  const { verified, keys } = await device(person);
  await page.goto("/me/security");
  await page.locator("#passkeys").getByRole("link", { name: "Einrichten" }).click();
  await heading(page, "Bestätigen Sie, dass Sie es sind").waitFor();
  await sound(page);
  await page.getByLabel("Ihr Passwort").fill("falsch falsch falsch");
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByText("Das bisherige Passwort stimmt nicht").waitFor();
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByLabel("Bezeichnung").fill("Laptop im Büro");
  await sound(page);
  await page.getByRole("button", { name: "Passkey hinzufügen" }).press("Enter");
  await settled(page, "/me/security");
  await page.getByText("Eingerichtete Passkeys: 1").waitFor();
  assert.equal((await keys()).credentials.length, 1);

  await person.context.clearCookies();
  await page.goto("/accounts");
  await sound(page);
  await verified(false);
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await page.getByText("Es wurde kein Passkey verwendet").waitFor();
  await sound(page);
  await verified(true);
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).press("Enter");
  await settled(page, "/accounts");

  await person.context.clearCookies();
  await page.goto("/login");
  await fillSignIn(page, "jana", PASSWORD);
  await heading(page, "Passkey verwenden").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "Passkey verwenden" }).press("Enter");
  await settled(page, "/");

  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill("Nachtschicht KG");
  await person.context.clearCookies();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sie sind abgemeldet" });
  await dialog.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await heading(page, "Nachtschicht KG").first().waitFor();

  await page.goto("/me/passkeys");
  await page.getByRole("button", { name: "Mit Passkey bestätigen" }).click();
  await page.getByText("Entfernen", { exact: true }).first().click();
  await page.getByText("können Sie sich dann nicht mehr anmelden").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "Entfernen" }).click();
  await settled(page, "/me/security");
  await person.context.clearCookies();
  await page.goto("/login");
  await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
  await page.getByText("Der Passkey passt zu keinem Zugang hier").waitFor();
  await fillSignIn(page, "jana", PASSWORD);
  await settled(page, "/");
  await person.close();
});

test("a browser that knows none offers none and says so where one is set up", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await person.context.addInitScript("delete globalThis.PublicKeyCredential");
  await page.goto("/me/passkeys");
  await page.getByLabel("Ihr Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByText("Dieser Browser kennt keine Passkeys").waitFor();
  assert.equal(await page.getByRole("button", { name: "Passkey hinzufügen" }).isVisible(), false);
  await sound(page);
  await person.context.clearCookies();
  await page.goto("/login");
  await page.getByRole("button", { name: "Anmelden", exact: true }).waitFor();
  assert.equal(await page.getByText("Mit Passkey anmelden").isVisible(), false);
  await person.close();
});
