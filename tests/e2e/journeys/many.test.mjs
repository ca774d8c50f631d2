// Acts on many records at once: a field of five hundred is changed as a job, and taken back as one;
// what is selected stays so over pages.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { openHouse, organisations } from "../house.mjs";
import { runCommand } from "../program.mjs";

const MANY = 520;
let house;

before(async () => {
  house = await openHouse();
  const folder = await mkdtemp(path.join(tmpdir(), "kontor-many-"));
  const file = path.join(folder, "accounts.csv");
  await writeFile(file, organisations(MANY));
  await runCommand(house.program, ["import", "accounts", file]);
  await rm(folder, { recursive: true });
});

after(() => house?.close());

/** How many organisations have a status, as the interface counts them. */
async function counted(page, status) {
  const filter = encodeURIComponent(`status = "${status}"`);
  const reply = await page.request.get(`/api/v1/accounts?limit=1&count=true&filter=${filter}`);
  return (await reply.json()).count.count;
}

test("a field of five hundred records is changed as a job and taken back as one", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  assert.equal(await counted(page, "prospect"), MANY);
  await page.goto("/accounts");
  await page.locator("[data-select-page]").click();
  await page.getByText(`Alle ${MANY} auswählen`).click();
  await page.getByText("Feld ändern").click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Feld").selectOption({ label: "Status" });
  await drawer.getByLabel("Status").selectOption({ label: "Ehemalig" });
  assert.deepEqual(await accessFaults(page), []);
  await drawer.getByRole("button", { name: "Ändern" }).click();
  await page.waitForURL(/\/accounts\/runs\//);
  await page.getByText(`${MANY} erledigt`).waitFor({ timeout: 30_000 });
  assert.equal(await counted(page, "former"), MANY);

  await page.getByRole("button", { name: "Rückgängig" }).first().click();
  await page.getByText("zurückgenommen", { exact: true }).first().waitFor({ timeout: 30_000 });
  assert.equal(await counted(page, "prospect"), MANY);
  await person.close();
});

/** What the bar says is selected. */
const selected = (page) => page.locator(".bulkbar [data-selected]").first().textContent();

test("what is ticked stays so over pages and orders, until the question changes", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts");
  const box = (at) => page.locator("tbody .table__check input").nth(at);
  await box(0).focus();
  await page.keyboard.press("Space");
  await box(2).check();
  const first = await page.locator("tbody .card-title a").first().textContent();
  await page.getByRole("link", { name: "Nächste Seite" }).click();
  await page.getByRole("link", { name: "Vorige Seite" }).waitFor();
  assert.equal(await selected(page), "2", "the bar is there though nothing is ticked here");
  await page.locator("tbody .card-title a").first().focus();
  await page.keyboard.press("Shift+ArrowDown");
  assert.equal(await selected(page), "3");
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("link", { name: "Vorige Seite" }).click();
  await page.getByText(first).waitFor();
  assert.deepEqual([await box(0).isChecked(), await box(1).isChecked()], [true, false]);
  await page.getByRole("columnheader", { name: "Status" }).getByRole("link").click();
  await page.locator('th[aria-sort="ascending"]').getByText("Status").waitFor();
  assert.equal(await selected(page), "3", "another order is the same question");

  await page.goto("/accounts");
  await page.locator(".bulkbar").getByRole("button", { name: "Schlagwort", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("3 Organisationen").waitFor();
  await drawer.getByRole("textbox").fill("Messe");
  await page.keyboard.press("Enter");
  await page.locator(".toast").waitFor();
  assert.equal(await page.locator(".bulkbar").isVisible(), false, "what was done is let go");

  await box(0).check();
  await page.goto("/accounts?filter=industry%20is%20not%20empty");
  await page.goto("/accounts");
  assert.equal(await box(0).isChecked(), false, "another question begins anew");
  await box(0).check();
  await page.getByRole("link", { name: "Nächste Seite" }).click();
  await page.getByRole("link", { name: "Vorige Seite" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator("tbody .card-title a").first().focus();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Vorige Seite" }).click();
  await page.getByText(first).waitFor();
  assert.equal(await box(0).isChecked(), false, "Esc lets go of all pages");
  await person.close();
});

test("ids in the store of the browser that are none are not sent", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts");
  await page.evaluate(() => {
    const ids = ["<b>", "1 or 1", 7, "0190a1b2-0000-7000-8000-00000000000x"];
    sessionStorage.setItem("selection /accounts", JSON.stringify({ of: "/accounts", ids }));
  });
  await page.reload();
  assert.equal(await page.locator("[data-elsewhere] input").count(), 0);
  assert.equal(await page.locator(".bulkbar").isVisible(), false);
  await person.close();
});
