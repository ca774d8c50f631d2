// What a field offers follows another one, and a module of one's own goes and comes back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, save } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

async function list(page, name, values) {
  await page.goto("/settings/picklists");
  await page.locator("#extra0-field-label").fill(name);
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  for (const [at, value] of values.entries()) {
    await page.getByLabel(`Wert ${at + 1}, Deutsch`).fill(value);
  }
  await save(page, page.getByRole("button", { name: "Speichern", exact: true }));
  await page.goto("/settings/modules/account/fields/new");
  await page.locator("#field-label").fill(name);
  await page.locator("#field-kind").selectOption({ label: "Auswahl" });
  await page.locator("#field-list").selectOption({ label: name });
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.locator("li[data-entry]", { hasText: name }).waitFor();
}

test("a form offers only what goes together", async () => {
  const { page } = await house.enter("jana");
  await list(page, "Versandland", ["Inland", "Übersee"]);
  await list(page, "Spedition", ["Bahn", "Schiff"]);
  await page.getByRole("link", { name: "Abhängigkeiten" }).click();
  assert.deepEqual(await accessFaults(page), []);
  await page.locator("#extra0-field-on").selectOption({ label: "Versandland" });
  await page.locator("#extra0-field-follows").selectOption({ label: "Spedition" });
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("heading", { level: 1, name: "Spedition nach Versandland" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  // The button of a column unticks all of it.
  await page.getByRole("button", { name: /Alle Werte bei Übersee/ }).click();
  assert.equal(await page.getByLabel("Übersee: Bahn").isChecked(), false);
  await page.getByLabel("Übersee: Schiff").check();
  await page.getByLabel("Inland: Schiff").uncheck();
  await save(page, page.getByRole("button", { name: "Speichern", exact: true }));

  await page.goto("/accounts/new");
  const by = page.locator("select[name=x_spedition]");
  const offered = () =>
    by.locator("option:not([disabled])").evaluateAll((all) => all.map((one) => one.label));
  assert.deepEqual(await offered(), ["–", "Bahn", "Schiff"]);
  await page.locator("select[name=x_versandland]").selectOption({ label: "Übersee" });
  assert.deepEqual(await offered(), ["–", "Schiff"]);
  await by.selectOption({ label: "Schiff" });
  await page.locator("select[name=x_versandland]").selectOption({ label: "Inland" });
  assert.equal(await by.inputValue(), "", "what no longer fits is given up");
  assert.deepEqual(await offered(), ["–", "Bahn"]);
});

test("a module of one's own is taken away after its name was typed, and brought back", async () => {
  const { page } = await house.enter("jana");
  await page.goto("/settings/modules/new");
  await page.locator("#field-one").fill("Gerät");
  await page.locator("#field-many").fill("Geräte");
  await page.locator("#field-title").fill("Bezeichnung");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Geräte" }).waitFor();
  await page.getByRole("link", { name: "Modul entfernen" }).click();
  assert.deepEqual(await accessFaults(page), []);
  await page.locator("#field-word").fill("Gerade");
  await page.getByRole("button", { name: "Modul entfernen" }).click();
  await page.getByText("Geben Sie „Geräte“ ein").waitFor();
  assert.equal(await page.locator("#field-word").inputValue(), "Gerade");
  await page.locator("#field-word").fill("Geräte");
  await save(page, page.getByRole("button", { name: "Modul entfernen" }));
  assert.equal(await page.getByRole("link", { name: "Geräte" }).count(), 0);
  await page.goto("/settings/changes");
  await page.getByText("Modul „Geräte“ entfernt").waitFor();
  await save(page, page.getByRole("button", { name: "Zurücknehmen" }).first());
  await page.goto("/settings/modules");
  assert.ok(0 < (await page.getByRole("link", { name: "Geräte" }).count()));
});
