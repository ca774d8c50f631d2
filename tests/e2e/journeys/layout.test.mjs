// An administrator adds a field and lays out the form, in few steps and without reloading.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

test("a field is added and placed in the layout in eight acts", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  let acts = 0;
  const act = async (doing) => {
    acts += 1;
    await doing;
  };
  await page.goto("/settings/modules");
  await act(page.getByRole("main").getByRole("link", { name: "Organisationen" }).click());
  await act(page.getByRole("link", { name: "Neues Feld" }).click());
  await act(page.locator("#field-label").fill("Prüftermin"));
  await act(page.locator("#field-kind").selectOption({ label: "Datum" }));
  await act(page.getByRole("button", { name: "Anlegen", exact: true }).click());
  await act(page.getByRole("link", { name: "Gestaltung" }).click());
  await page.getByRole("heading", { level: 1, name: "Gestaltung" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  const field = page.locator("li[data-entry]", { hasText: "Prüftermin" });
  const place = page.locator("li[data-entry]", { hasText: "Website" });
  await act(field.dragTo(place));
  // What it comes to is told at once, and shown.
  const changes = page.locator("#layout-result");
  await changes.getByText("„Prüftermin“ steht in „Erreichbarkeit“").waitFor();
  await act(page.getByRole("button", { name: "Veröffentlichen" }).click());
  await page.getByText("Veröffentlicht. Alle sehen es ab sofort.").waitFor();
  assert.ok(acts <= 8, `${acts} acts`);

  await page.goto("/accounts/new");
  const block = page.locator("fieldset", { has: page.locator("[name=website]") });
  await block.locator("[name=x_pruftermin], [name=x_prueftermin]").first().waitFor();
  await person.close();
});

test("a layout is made with the keyboard alone, kept as a draft and discarded", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/settings/modules/contact/layout");
  const entries = page.locator(".layout__list > li");
  const before = await entries.allTextContents();
  await entries.nth(2).focus();
  const label = await entries.nth(2).getAttribute("aria-label");
  await page.keyboard.press("Shift+ArrowDown");
  await page.locator("#layout-result").getByText("Andere Reihenfolge").waitFor();
  assert.equal(await entries.nth(3).getAttribute("aria-label"), label);
  await page.reload();
  assert.equal(await entries.nth(3).getAttribute("aria-label"), label, "the draft was kept");
  await page.getByRole("button", { name: "Entwurf verwerfen" }).click();
  await page.getByText("Der Entwurf entspricht dem, was alle sehen.").waitFor();
  assert.deepEqual(await entries.allTextContents(), before);
  await person.close();
});
