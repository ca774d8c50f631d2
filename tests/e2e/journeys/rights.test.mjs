// Who may do what: an administrator narrows a colleague's rights and reach in the browser, which
// holds with the colleague's next click; a record is opened to them again, with a reason.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, overflow, save } from "../browser.mjs";
import { addPerson, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
  await addPerson(house.program, "tim", "Tim Vogel");
});

after(() => house?.close());

/** Fills the form on the page and saves it. */
async function saved(page, back) {
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.waitForURL((url) => url.pathname === back);
}

test("rights are narrowed, reach is closed and one record opened again", async () => {
  const [jana, tim] = [await house.enter("jana"), await house.enter("tim")];
  const [admin, colleague] = [jana.page, tim.page];
  await colleague.goto("/accounts");
  await colleague.locator(".table__main a").first().click();
  await colleague.getByRole("link", { name: "Bearbeiten" }).first().waitFor();
  const record = new URL(colleague.url()).pathname;

  await admin.goto("/settings/profiles/new");
  await admin.getByRole("textbox", { name: "Name" }).fill("Nur ansehen");
  for (const right of ["Ändern", "Löschen", "Exportieren"]) {
    await admin.getByLabel(`Organisationen: ${right}`).uncheck();
  }
  await admin.getByText("Felder und Aktionen: Organisationen").click();
  await admin.locator("#field-account-phone").selectOption("hidden");
  assert.deepEqual(await accessFaults(admin), []);
  await saved(admin, "/settings/profiles");
  await admin.goto("/settings/roles/new");
  await admin.getByRole("textbox", { name: "Name" }).fill("Empfang");
  await admin.getByRole("checkbox", { name: "Nur ansehen" }).check();
  await saved(admin, "/settings/roles");
  await admin.goto("/settings/users");
  await admin.getByRole("link", { name: "Tim Vogel" }).click();
  await admin.getByLabel("Rolle", { exact: true }).selectOption({ label: "Empfang" });
  assert.deepEqual(await accessFaults(admin), []);
  await saved(admin, "/settings/users");

  await colleague.goto(record);
  assert.equal(await colleague.getByRole("link", { name: "Bearbeiten" }).count(), 0);
  assert.equal(await colleague.getByText("+49 30 9000").count(), 0);

  await admin.goto("/settings/sharing");
  await admin.getByLabel("Organisationen: Privat").check();
  assert.deepEqual(await accessFaults(admin), []);
  await save(admin, admin.getByRole("button", { name: "Speichern" }));
  const shut = await colleague.goto(record);
  assert.equal(shut.status(), 404);

  await admin.goto(`${record}/share`);
  await admin.getByLabel("Person").selectOption({ label: "Tim Vogel" });
  await admin.getByLabel("Aufgabe").fill("Vertretung");
  await admin.getByRole("button", { name: "Aufnehmen" }).click();
  await admin.getByText("Freigabe geändert.").waitFor();
  await admin.getByRole("main").getByText("Vertretung", { exact: true }).waitFor();
  const open = await colleague.goto(record);
  assert.equal(open.status(), 200);

  await admin.goto("/settings/why");
  await admin.getByLabel("Person").selectOption({ label: "Tim Vogel" });
  await admin.getByLabel("Datensatz").fill(record);
  await admin.getByRole("button", { name: "Begründen" }).click();
  await admin.getByText("Der Datensatz ist freigegeben für Tim Vogel.").waitFor();
  assert.deepEqual(await accessFaults(admin), []);
  await admin.setViewportSize({ width: 390, height: 844 });
  assert.ok((await overflow(admin)) <= 0, "the page is wider than the phone");
  await jana.close();
  await tim.close();
});
