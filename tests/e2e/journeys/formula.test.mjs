// A formula and a roll-up are made, tried while one types, and seen on the record.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, save } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

test("a module of one's own rolls up on organisations, and a formula reads it", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/settings/modules/new");
  await page.locator("#field-one").fill("Fahrzeug");
  await page.locator("#field-many").fill("Fahrzeuge");
  await page.locator("#field-title").fill("Kennzeichen");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Fahrzeuge" }).waitFor();
  for (const [label, kind] of [["Halter", "Verknüpfung"], ["Kosten", "Betrag"]]) {
    await page.getByRole("link", { name: "Neues Feld" }).click();
    await page.locator("#field-label").fill(label);
    await page.locator("#field-kind").selectOption({ label: kind });
    if (label === "Halter") await page.getByLabel("Organisationen", { exact: true }).check();
    await save(page, page.getByRole("button", { name: "Anlegen", exact: true }));
  }

  await page.goto("/settings/modules/account");
  await page.getByRole("link", { name: "Neue Zusammenfassung" }).click();
  await page.locator("#field-label").fill("Fuhrparkkosten");
  await page.locator("#field-kind").selectOption({ label: "Betrag" });
  await page.locator("#field-relation").selectOption({ label: "Fahrzeuge (Halter)" });
  await page.locator("#field-op").selectOption({ label: "Summe" });
  await page.locator("#field-field").selectOption({ label: "Kosten" });
  assert.deepEqual(await accessFaults(page), []);
  await save(page, page.getByRole("button", { name: "Anlegen", exact: true }));

  await page.getByRole("link", { name: "Neue Formel" }).click();
  await page.locator("#field-label").fill("Fuhrpark je Monat");
  await page.locator("#field-kind").selectOption({ label: "Betrag" });
  const formula = page.locator("#field-formula");
  await formula.pressSequentially("ROU");
  await page.getByRole("option", { name: /ROUND/ }).waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await formula.inputValue(), "ROUND(");
  await formula.pressSequentially("fuhrparkk");
  await page.getByRole("option", { name: /Fuhrparkkosten/ }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await formula.pressSequentially(" / name, 2)");
  const told = page.locator("#part-formula-said");
  await told.getByText("passt nicht zwischen Betrag und Text").waitFor();
  assert.equal(await told.locator("mark").textContent(), "/ name, 2)");
  assert.deepEqual(await accessFaults(page), []);
  await formula.fill("ROUND(x_fuhrparkkosten / 12, 2)");
  await page.locator("#field-try").fill("Nordwind");
  await told.getByText("Die Formel passt. Ergebnis: Betrag.").waitFor();
  await told.getByText(/kein Wert|kein Datensatz/i).waitFor();
  await save(page, page.getByRole("button", { name: "Anlegen", exact: true }));

  await page.goto("/accounts/new");
  await page.locator("[name=name]").fill("Fuhrpark Probe GmbH");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Fuhrpark Probe GmbH" }).waitFor();
  const firm = page.url();
  const id = new URL(firm).pathname.split("/").pop();
  for (const [plate, cost] of [["KI-FP 1", "1000,50"], ["KI-FP 2", "199,50"]]) {
    await page.goto(`/x_fahrzeuge/new?x_halter=account:${id}`);
    await page.locator("[name=name]").fill(plate);
    await page.locator("[name='x_kosten']").or(page.locator("[name='x_kosten.amount']")).first()
      .fill(cost);
    await page.getByRole("button", { name: "Anlegen", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: plate }).waitFor();
  }
  await page.goto(firm);
  await page.getByText(/1\.200,00\s*€/).first().waitFor();
  await page.getByText(/100,00\s*€/).first().waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await person.close();
});

test("a field is shown and needed while one fills the form", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/settings/modules/account/fields/website");
  await page.locator("#field-visible_if").fill('name contains "glas"');
  await page.locator("#field-required_if").fill('name contains "glashaus"');
  assert.deepEqual(await accessFaults(page), []);
  await save(page, page.getByRole("button", { name: "Speichern", exact: true }));
  await page.goto("/accounts/new");
  const cell = page.locator("[data-field=website]");
  await cell.waitFor({ state: "hidden" });
  await page.locator("[name=name]").fill("Glasbau Nord");
  await page.locator("[name=name]").blur();
  await cell.waitFor({ state: "visible" });
  assert.equal(await cell.getAttribute("data-needed"), null);
  await page.locator("[name=name]").fill("Glashaus Nord");
  await page.locator("[name=name]").blur();
  await page.locator("[data-field=website][data-needed]").waitFor();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Website fehlt.").first().waitFor();
  await person.close();
});
