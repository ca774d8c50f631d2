// An administrator shapes a module of their own, and people work with it at once.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, save } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

test("a module, a list and fields are made, put in order, used and taken back", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/settings/modules");
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("link", { name: "Neues Modul" }).click();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.locator("input:invalid").first().waitFor();
  await page.locator("#field-one").fill("Prüfmittel");
  await page.locator("#field-many").fill("Prüfmittel");
  await page.locator("#field-icon").selectOption({ label: "Werkzeug" });
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Prüfmittel" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);

  await page.goto("/settings/picklists");
  await page.locator("#extra0-field-label").fill("Zustand");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Zustand" }).waitFor();
  await page.getByLabel("Wert 1, Deutsch").fill("Kalibriert");
  await page.getByLabel("Wert 2, Deutsch").fill("Gesperrt");
  await page.getByLabel("Farbe von Wert 2").selectOption({ label: "Rot" });
  assert.deepEqual(await accessFaults(page), []);
  await save(page, page.getByRole("button", { name: "Speichern", exact: true }));

  await page.goto("/settings/modules");
  await page.getByRole("link", { name: "Prüfmittel" }).last().click();
  await page.getByRole("link", { name: "Neues Feld" }).click();
  await page.locator("#field-label").fill("Zustand");
  await page.locator("#field-kind").selectOption({ label: "Auswahl" });
  await page.locator("#field-list").selectOption({ label: "Zustand" });
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  const field = page.locator("li[data-entry]", { hasText: "Zustand" });
  await field.focus();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press("Shift+ArrowUp");
  const anew = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reihenfolge speichern" }).click();
  await anew;
  const entries = await page.locator("li[data-entry]").allTextContents();
  assert.match(entries[1], /Zustand/);

  await page.getByRole("link", { name: "Prüfmittel öffnen" }).click();
  await page.getByRole("heading", { level: 1, name: "Prüfmittel" }).waitFor();
  await page.locator(".create-link").first().click();
  await page.locator("[name=name]").fill("Messschieber 7");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Messschieber 7" }).waitFor();

  await page.goto("/settings/changes");
  assert.deepEqual(await accessFaults(page), []);
  await save(page, page.getByRole("button", { name: "Zurücknehmen" }).first());
  await page.getByRole("button", { name: "Wieder anwenden" }).first().waitFor();
  await person.close();
});
