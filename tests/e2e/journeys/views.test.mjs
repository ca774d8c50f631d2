// A view is made in its editor: conditions in groups, with and without script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, overflow } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

const row = (page, id) => page.locator(`.view-row:has([value="c.${id}"])`);

test("groups of conditions are arranged, previewed and kept", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts");
  await page.getByRole("link", { name: "Bedingungen in Gruppen ordnen" }).click();
  await page.getByRole("heading", { level: 1, name: "Ansicht bearbeiten" }).waitFor();
  await page.getByRole("button", { name: "Bedingung hinzufügen" }).click();
  await row(page, "r-0").locator("[name='field.r-0']").selectOption("status");
  await row(page, "r-0").getByLabel("Kunde", { exact: true }).check();
  await page.getByRole("button", { name: "Gruppe hinzufügen" }).click();
  await row(page, "r-1-0").locator("[name='field.r-1-0']").selectOption("owner");
  await row(page, "r-1-0").getByLabel("mein Team").check();
  await page.getByRole("button", { name: "Bedingung hinzufügen" }).first().click();
  await row(page, "r-1-1").locator("[name='field.r-1-1']").selectOption("created_at");
  await row(page, "r-1-1").locator("[name='word.r-1-1']").selectOption("last_n_days");
  await page.getByRole("button", { name: "Vorschau", exact: true }).click();
  await page.getByRole("heading", { level: 2, name: "Vorschau" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.locator("#view-sort0").selectOption("-status");
  await page.locator("#view-sort1").selectOption("title");
  await page.locator("#view-name").fill("Kunden des Teams");
  await page.locator("button[value=save]").click();
  await page.getByRole("link", { name: "Kunden des Teams" }).first().waitFor();
  const filter = page.locator(".filterbar");
  await filter.getByText(/my_team|Team/).first().waitFor();
  await page.getByRole("link", { name: "Bedingungen in Gruppen ordnen" }).click();
  await row(page, "r-1-1").waitFor();
  assert.equal(await page.locator("#view-sort1").inputValue(), "title");
  assert.equal(await row(page, "r-1-1").locator("[name='n.r-1-1']").inputValue(), "7");
  await person.close();
});

test("the editor fits a phone", async () => {
  const viewport = { width: 390, height: 844 };
  const person = await house.enter("jana", { viewport });
  const asked = encodeURIComponent('status = "customer" and (owner = my_team or employees > 10)');
  await person.page.goto(`/accounts/views/edit?filter=${asked}`);
  assert.equal(await overflow(person.page), 0);
  await person.close();
});
