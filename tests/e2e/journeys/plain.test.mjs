// Without script: what looks something up elsewhere takes what is typed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

const typed = (page, name) => page.locator(`[name="${name}.typed"]`);
const save = (page) => page.getByRole("button", { name: /^(Anlegen|Speichern)$/ }).click();

test("a link is typed, chosen among several, changed and taken away", async () => {
  const person = await house.enter("jana", { javaScriptEnabled: false });
  const { page } = person;
  await page.goto("/contacts/new");
  await page.getByLabel("Nachname").fill("Handarbeit");
  await typed(page, "account").fill("Nirgendwo");
  await save(page);
  await page.getByText("Zu „Nirgendwo“ gibt es keinen Eintrag.").first().waitFor();

  assert.equal(await typed(page, "account").inputValue(), "Nirgendwo");
  await typed(page, "account").fill("koehler");
  await save(page);
  await page.getByText("„koehler“ passt zu mehreren Einträgen.").first().waitFor();
  const picked = page.locator('[name="account.picked"]');
  const first = picked.locator("option", { hasText: "Köhler GmbH 105" });
  await picked.selectOption(await first.getAttribute("value"));
  await save(page);
  await page.getByRole("heading", { level: 1, name: "Handarbeit" }).waitFor();
  await page.locator("#fact-account").getByText("Köhler GmbH 105").waitFor();

  const record = page.url();
  await page.goto(`${record}/edit`);
  await typed(page, "account").fill("Vogt KG 107");
  await page.getByLabel("Nachname").fill("");
  await save(page);
  await page.locator(".combo").getByText("Vogt KG 107").waitFor();
  await page.getByLabel("Nachname").fill("Handarbeit");
  await save(page);
  await page.locator("#fact-account").getByText("Vogt KG 107").waitFor();

  await page.goto(`${record}/edit`);
  await page.locator('[name="account.cleared"]').check();
  await save(page);
  await page.getByRole("heading", { level: 1, name: "Handarbeit" }).waitFor();
  assert.equal(await page.locator("#fact-account").getByText("Vogt").count(), 0);
  await person.close();
});

test("a relation is made by typing a name", async () => {
  const person = await house.enter("jana", { javaScriptEnabled: false });
  const { page } = person;
  await page.goto("/accounts?q=109");
  await page.getByRole("link", { name: "Brückner e. K. 109", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Brückner e. K. 109" }).waitFor();
  const record = page.url();
  await page.goto(`${record}/relate/people`);
  await typed(page, "to").fill("Anna Jäger");
  await page.locator("[name=role]").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Verbinden" }).click();
  await page.waitForURL(record);
  await page.getByRole("link", { name: "Anna Jäger" }).first().waitFor();
  await person.close();
});
