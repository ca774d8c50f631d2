// Acts on many records at once: a field of five hundred is changed as a job, and taken back as one.

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
