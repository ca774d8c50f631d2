// A working day: finding, creating, changing, taking back, and two people at one record.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { addPerson, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

const title = (page) => page.locator("#record-title");
const heading = (page, name) => page.getByRole("heading", { level: 1, name });

async function openRecord(page, name) {
  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await heading(page, name).waitFor();
}

test("a record is found from anywhere, with and without umlauts", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Suchen" });
  await palette.getByRole("combobox").fill("koehler 105");
  await palette.getByRole("option", { name: /Köhler GmbH 105/ }).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, "Köhler GmbH 105").waitFor();

  await page.goto("/accounts");
  await page.getByLabel("In dieser Ansicht suchen").fill("BRÜCKNER");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  assert.equal(await page.locator("tbody tr").count(), 8);
  await page.goto("/accounts?q=nirgends");
  await page.getByText("Keine Treffer").waitFor();

  await page.goto("/search?q=109");
  await page.getByRole("link", { name: /Brückner e. K. 109/ }).waitFor();
  await person.close();
});

test("a double is warned of, and created all the same", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts/new");
  await page.getByLabel("Organisationsname").fill("Jäger e. K. 104");
  await page.keyboard.press("Tab");
  await page.getByText("Möglicherweise schon vorhanden").waitFor();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByRole("button", { name: "Trotzdem anlegen" }).click();
  await heading(page, "Jäger e. K. 104").waitFor();
  await page.getByText("Angelegt.").waitFor();
  await person.close();
});

test("what is missing is said at its field, and nothing typed is lost", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts/new");
  await page.getByLabel("Branchencode (WZ)").fill("62.01");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Das lässt sich noch nicht speichern:").waitFor();
  const name = page.getByLabel("Organisationsname");
  assert.equal(await name.getAttribute("aria-invalid"), "true");
  assert.equal(await page.getByLabel("Branchencode (WZ)").inputValue(), "62.01");
  await name.fill("Neue Werkstatt");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await heading(page, "Neue Werkstatt").waitFor();
  await person.close();
});

test("a fact is changed where it stands, and taken back by button and by key", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Löwe AG 106");
  const change = async (text) => {
    await page.getByRole("link", { name: "Organisationsname bearbeiten" }).click();
    const input = page.locator("dd.is-editing").getByLabel("Organisationsname");
    await input.fill(text);
    await input.press("Enter");
    await page.getByText("Gespeichert.").last().waitFor();
    assert.equal(await title(page).textContent(), text);
  };
  await change("Löwe Werke AG");
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await heading(page, "Löwe AG 106").waitFor();

  await change("Löwe Holding AG");
  await page.keyboard.press("Control+z");
  await heading(page, "Löwe AG 106").waitFor();

  await page.getByRole("link", { name: "Organisationsname bearbeiten" }).click();
  const input = page.locator("dd.is-editing").getByLabel("Organisationsname");
  await input.fill("Verworfen");
  await input.press("Escape");
  await page.locator("dd.is-editing").waitFor({ state: "detached" });
  assert.equal(await title(page).textContent(), "Löwe AG 106");
  await person.close();
});

test("of two people who change one record nobody overwrites the other unseen", async () => {
  await addPerson(house.program, "tobias", "Tobias Krämer");
  const [jana, tobias] = [await house.enter("jana"), await house.enter("tobias")];
  await openRecord(jana.page, "Vogt KG 107");
  const form = `${jana.page.url()}/edit`;
  await jana.page.goto(form);
  await tobias.page.goto(form);
  const save = async ({ page }, field, text) => {
    await page.getByLabel(field).fill(text);
    await page.getByRole("button", { name: "Speichern", exact: true }).click();
  };
  await save(tobias, "Beschreibung", "ruft im Frühjahr wieder an");
  await heading(tobias.page, "Vogt KG 107").waitFor();

  await save(jana, "Beschreibung", "hat abgesagt");
  const banner = jana.page.locator("#part-edit-conflict");
  await banner.getByText(/Tobias Krämer hat diesen Datensatz inzwischen geändert/).waitFor();
  await banner.getByText("ruft im Frühjahr wieder an").waitFor();
  assert.equal(await jana.page.getByLabel("Beschreibung").inputValue(), "hat abgesagt");
  await banner.getByRole("button", { name: "Meine Eingabe speichern" }).click();
  await heading(jana.page, "Vogt KG 107").waitFor();
  await jana.page.locator("#fact-description").getByText("hat abgesagt").waitFor();

  await tobias.page.reload();
  await tobias.page.getByText(/Jana Reuter/).first().waitFor();
  await jana.close();
  await tobias.close();
});

test("what is gone meanwhile is said, and the page stays", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Ackermann AG 116");
  const other = await person.context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Weitere Aktionen" }).click();
  await other.getByRole("button", { name: "Löschen" }).click();
  await other.getByText("In den Papierkorb gelegt.").waitFor();
  await other.goto(page.url());
  await other.getByRole("button", { name: "Endgültig löschen" }).click();
  await other.getByRole("button", { name: "Endgültig löschen" }).last().click();
  await other.getByText("Endgültig gelöscht.", { exact: true }).waitFor();

  await page.getByRole("link", { name: "Organisationsname bearbeiten" }).click();
  await page.getByRole("alert").getByText("Nicht gefunden").waitFor();
  await page.locator("#fact-name").getByText("Ackermann AG 116").waitFor();
  await person.close();
});

test("what goes to the bin comes back, one by one and many at once", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await openRecord(page, "Dörfler KG 102");
  const address = page.url();
  await page.getByRole("button", { name: "Weitere Aktionen" }).click();
  await page.getByRole("button", { name: "Löschen" }).click();
  await page.getByText("In den Papierkorb gelegt.").waitFor();
  await page.goto("/accounts/bin");
  await page.getByRole("link", { name: "Dörfler KG 102" }).waitFor();
  await page.getByRole("row", { name: /Dörfler KG 102/ }).getByRole("button").click();
  await page.getByText("Wiederhergestellt.").waitFor();
  await page.goto(address);
  await heading(page, "Dörfler KG 102").waitFor();

  await page.goto("/accounts?q=Großmann");
  const before = await page.locator("tbody tr").count();
  await page.getByLabel("Großmann & Söhne OHG 103 auswählen").check();
  await page.getByLabel("Großmann GmbH 135 auswählen").check();
  const bar = page.getByRole("toolbar", { name: "Aktionen für die Auswahl" });
  await bar.getByText("2 ausgewählt").waitFor();
  await bar.getByRole("button", { name: "Löschen" }).click();
  await page.getByText("2 Organisationen in den Papierkorb gelegt.").waitFor();
  await page.goto("/accounts?q=Großmann");
  assert.equal(await page.locator("tbody tr").count(), before - 2);
  await person.close();
});

test("a list is filtered, given other columns, sorted and kept as a view", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts");
  const head = (name) => page.getByRole("columnheader", { name });
  assert.equal(await head("Name").getAttribute("aria-sort"), "ascending");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  const filter = page.locator("#list-filter");
  await filter.getByLabel("Feld").selectOption({ label: "Organisationsname" });
  await filter.getByLabel("Bedingung").selectOption({ label: "enthält" });
  await filter.getByLabel("Wert").fill("Köhler");
  await filter.getByRole("button", { name: "Filtern" }).click();
  await page.getByRole("link", { name: "Filter „Organisationsname“ entfernen" }).waitFor();
  const rows = await page.locator("tbody tr").count();
  assert.equal(rows, 8);

  await page.getByRole("button", { name: "Spalten" }).click();
  await page.getByRole("checkbox", { name: "Website", exact: true }).check();
  await page.getByRole("checkbox", { name: "Adresse", exact: true }).uncheck();
  await page.getByRole("button", { name: "Spalten anzeigen" }).click();
  await head("Website").waitFor();
  assert.equal(await head("Adresse").count(), 0);
  assert.equal(await page.locator("tbody tr").count(), rows, "the filter stays");

  await head("Status").getByRole("link").click();
  await page.locator('th[aria-sort="ascending"]').getByText("Status").waitFor();
  await page.getByRole("button", { name: "Ansicht speichern" }).click();
  await page.getByLabel("Name der Ansicht").fill("Köhler mit Website");
  await page.locator("#list-save").getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Ansicht gespeichert.").waitFor();

  await page.goto("/accounts");
  await page.getByRole("link", { name: "Köhler mit Website" }).click();
  await head("Website").waitFor();
  assert.equal(await page.locator("tbody tr").count(), rows);
  assert.equal(await page.getByRole("button", { name: "Ansicht speichern" }).count(), 0);
  await person.close();
});

test("a row calls, writes, shows and offers the rest, by mouse, by key and by touch", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/contacts");
  const row = page.locator("tbody tr").nth(1);
  const name = await row.locator(".card-title a").textContent();
  await row.locator(".card-title a").focus();
  await row.getByRole("link", { name: /anrufen$/ }).waitFor();
  const way = (words) => row.getByRole("link", { name: words }).getAttribute("href");
  assert.match(await way(/anrufen$/), /^tel:[+\d]+$/);
  assert.match(await way(/^E-Mail an/), /^mailto:.+@/);
  await page.keyboard.press("Space");
  await page.getByRole("dialog").getByRole("heading", { name }).waitFor();
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: `Aktionen für ${name}` }).focus();
  await page.keyboard.press("Enter");
  const menu = page.locator("#row-menu");
  await menu.getByRole("button", { name: "Zu den Favoriten" }).click();
  await page.waitForURL("/contacts");
  await page.locator(".sidebar").getByRole("link", { name }).waitFor();
  await row.hover();
  await row.getByRole("button", { name: `Aktionen für ${name}` }).click();
  await menu.getByRole("button", { name: "Aus den Favoriten nehmen" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await menu.getByRole("button", { name: "In den Papierkorb" }).click();
  await page.locator(".toast").getByRole("button", { name: "Rückgängig" }).click();
  await page.locator("tbody .card-title").getByRole("link", { name, exact: true }).waitFor();
  await person.close();

  const small = { viewport: { width: 390, height: 844 }, hasTouch: true };
  const phone = await house.enter("jana", small);
  await phone.page.goto("/contacts");
  await phone.page.locator("tbody .row-act--menu").nth(1).tap();
  await phone.page.locator("#row-menu").getByRole("link", { name: /anrufen$/ }).first().waitFor();
  assert.deepEqual(await accessFaults(phone.page), []);
  await phone.close();
});

test("a long list is paged forth and back, and counted when asked", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/accounts");
  const first = await page.locator("tbody tr").first().textContent();
  await page.getByText("1–50").waitFor();
  await page.getByRole("link", { name: "Alle zählen" }).click();
  await page.getByText(/1–50 von \d\d/).waitFor();
  await page.getByRole("link", { name: "Nächste Seite" }).click();
  await page.getByRole("link", { name: "Vorige Seite" }).waitFor();
  assert.notEqual(await page.locator("tbody tr").first().textContent(), first);
  await page.getByRole("link", { name: "Vorige Seite" }).click();
  await page.getByRole("button", { name: "Vorige Seite" }).waitFor();
  assert.equal(await page.locator("tbody tr").first().textContent(), first);
  await person.close();
});

test("a day without a mouse", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#content");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("Ackermann GmbH 100");
  await page.getByRole("option", { name: /Ackermann GmbH 100/ }).waitFor();
  await page.keyboard.press("Enter");
  await heading(page, "Ackermann GmbH 100").waitFor();

  await page.goto("/accounts");
  await page.keyboard.press("/");
  await page.keyboard.type("Vogt");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=Vogt/);
  await page.locator("tbody a").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  assert.equal(await page.locator("tbody .check:checked").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("tbody .check:checked").count(), 0);
  await page.keyboard.press("Enter");
  await title(page).waitFor();

  await page.locator(".fact__edit").first().focus();
  await page.keyboard.press("F2");
  await page.locator("dd.is-editing input:focus").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dd.is-editing").waitFor({ state: "detached" });
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Tastenkürzel" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Tastenkürzel" }).waitFor({ state: "hidden" });
  await person.close();
});
