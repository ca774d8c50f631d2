// A module with a field of every kind is made in the browser, filled, used and removed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessFaults, save } from "../browser.mjs";
import { openHouse } from "../house.mjs";
import { runCommand } from "../program.mjs";

const FIELDS = [
  ["Modell", "Text"],
  ["Farbe", "Text"],
  ["Notiz", "Langer Text"],
  ["Zustand", "Formatierter Text"],
  ["Gewicht", "Zahl"],
  ["Kilometerstand", "Zahl"],
  ["Auslastung", "Prozent"],
  ["Kaufpreis", "Betrag"],
  ["Restwert", "Betrag"],
  ["Erstzulassung", "Datum"],
  ["Prüfung", "Datum und Uhrzeit"],
  ["Abholung", "Uhrzeit"],
  ["Fahrzeit", "Dauer"],
  ["Leasing", "Ja/Nein"],
  ["Fahrzeugart", "Auswahl"],
  ["Aufbau", "Auswahl"],
  ["Ausstattung", "Mehrfachauswahl"],
  ["Werkstattmail", "E-Mail-Adresse"],
  ["Werkstatt", "Telefonnummer"],
  ["Datenblatt", "Webadresse"],
  ["Standort", "Anschrift"],
  ["Halter", "Verknüpfung"],
  ["Fahrer", "Person"],
  ["Brief", "Datei"],
  ["Foto", "Bild"],
];
const LISTS = {
  Fahrzeugart: ["Pkw", "Transporter"],
  Aufbau: ["Limousine", "Kombi", "Kasten"],
  Ausstattung: ["Klima", "Navigation", "Anhänger"],
};
const HOLDER = "Ackermann GmbH 100";
const ROWS = [
  "Kennzeichen;Modell;Kaufpreis;Restwert;Fahrzeugart;Aufbau;Leasing;Erstzulassung;Halter",
  `KI-FZ 1;Astra;20000;15000;Pkw;Kombi;ja;01.03.2024;${HOLDER}`,
  `KI-FZ 2;Vito;40000;38000;Transporter;Kasten;nein;15.07.2025;${HOLDER}`,
  `KI-FZ 3;Corsa;12000;9000;Pkw;Kasten;nein;15.07.2023;${HOLDER}`,
];

const SERVER = process.env.KONTOR_TEST_POSTGRES;
const BASES = {
  SQLite: {},
  PostgreSQL: { KONTOR_DATABASE_URL: SERVER, KONTOR_DATABASE_SCHEMA: `vehicles_${process.pid}` },
};

/** Presses a button that sends its form, and waits for the page that follows. */
async function press(page, name) {
  const anew = page.waitForEvent("load");
  await page.getByRole("button", { name, exact: true }).click();
  await anew;
}

const saved = (page) => page.getByText("Gespeichert. Es gilt ab sofort.").waitFor();
const create = (page) => press(page, "Anlegen");

async function shape(page) {
  for (const [name, values] of Object.entries(LISTS)) {
    await page.goto("/settings/picklists");
    await page.locator("#extra0-field-label").fill(name);
    await create(page);
    for (const [at, value] of values.entries()) {
      await page.getByLabel(`Wert ${at + 1}, Deutsch`).fill(value);
    }
    await press(page, "Speichern");
    await saved(page);
  }
  await page.goto("/settings/modules/new");
  await page.locator("#field-one").fill("Fahrzeug");
  await page.locator("#field-many").fill("Fahrzeuge");
  await page.locator("#field-title").fill("Kennzeichen");
  await create(page);
  await page.getByRole("heading", { level: 1, name: "Fahrzeuge" }).waitFor();
  for (const [label, kind] of FIELDS) {
    await page.goto("/settings/modules/x_fahrzeug/fields/new");
    await page.locator("#field-label").fill(label);
    await page.locator("#field-kind").selectOption({ label: kind });
    if (LISTS[label]) await page.locator("#field-list").selectOption({ label });
    if (kind === "Verknüpfung") await page.getByLabel("Organisationen", { exact: true }).check();
    await create(page);
    await saved(page);
  }
}

async function connect(page) {
  await page.goto("/settings/modules/x_fahrzeug/follows");
  await page.locator("#extra0-field-on").selectOption({ label: "Fahrzeugart" });
  await page.locator("#extra0-field-follows").selectOption({ label: "Aufbau" });
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByLabel("Pkw: Kasten").uncheck();
  await page.getByLabel("Transporter: Limousine").uncheck();
  await page.getByLabel("Transporter: Kombi").uncheck();
  await press(page, "Speichern");
  await saved(page);
  await page.goto("/settings/modules/x_fahrzeug");
  await page.getByRole("link", { name: "Neue Formel" }).click();
  await page.locator("#field-label").fill("Wertverlust");
  await page.locator("#field-kind").selectOption({ label: "Betrag" });
  await page.locator("#field-formula").fill("x_kaufpreis - x_restwert");
  await create(page);
  await saved(page);
  await page.goto("/settings/modules/account");
  await page.getByRole("link", { name: "Neue Zusammenfassung" }).click();
  await page.locator("#field-label").fill("Fuhrparkwert");
  await page.locator("#field-kind").selectOption({ label: "Betrag" });
  await page.locator("#field-relation").selectOption({ label: "Fahrzeuge (Halter)" });
  await page.locator("#field-op").selectOption({ label: "Summe" });
  await page.locator("#field-field").selectOption({ label: "Restwert" });
  await create(page);
  await saved(page);
}

async function fill(page) {
  await page.goto("/x_fahrzeuge/import");
  const buffer = Buffer.from(`${ROWS.join("\r\n")}\r\n`);
  const file = { name: "fahrzeuge.csv", mimeType: "text/csv", buffer };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Weiter" }).click();
  assert.notEqual(await page.getByLabel("Feld: Halter").inputValue(), "");
  // A column that the file does not have: words are offered while one types.
  await page.getByLabel("Spalte berechnen", { exact: true }).fill('kennzeichen & " · " & mod');
  await page.locator('#computed-0-words [data-value="modell"]').click();
  await page.getByLabel("Feld: Spalte berechnen").selectOption({ label: "Notiz" });
  await page.getByRole("button", { name: "Vorschau aktualisieren" }).click();
  await page.getByText("KI-FZ 1 · Astra · KI-FZ 2 · Vito").first().waitFor();
  await page.getByRole("button", { name: "Import starten" }).click();
  await page.getByRole("link", { name: "Fahrzeuge öffnen" }).waitFor();
  // A Kasten is no Pkw: that row is handed back.
  await page.getByRole("link", { name: "Zurückgewiesene Zeilen" }).waitFor();
  await page.getByRole("link", { name: "Fahrzeuge öffnen" }).click();
  await page.getByRole("link", { name: "KI-FZ 1", exact: true }).waitFor();
  await page.getByRole("link", { name: "KI-FZ 2", exact: true }).waitFor();
  assert.equal(await page.locator("tbody tr").count(), 2);
  assert.deepEqual(await accessFaults(page), []);
}

for (const [base, settings] of Object.entries(BASES)) {
  test(`a module of twenty-six fields is made, used and removed on ${base}`, async () => {
    assert.ok(SERVER, "KONTOR_TEST_POSTGRES names no PostgreSQL");
    const house = await openHouse({ settings: () => settings });
    await live(house).finally(() => house.close());
  });
}

async function live(house) {
  const person = await house.enter("jana");
  const { page } = person;
  await shape(page);
  await connect(page);
  await fill(page);

  await page.goto("/x_fahrzeuge/kanban?by=x_fahrzeugart");
  await page.getByText("KI-FZ 2").first().waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.goto("/accounts");
  await page.getByRole("link", { name: HOLDER, exact: true }).click();
  await page.getByText(/53\.000,00\s*€/).first().waitFor();

  const exported = await page.request.get(`${house.program.origin}/x_fahrzeuge/export.csv`);
  const text = await exported.text();
  assert.match(text, /KI-FZ 1/);
  const token = (await runCommand(house.program, ["token", "create", "--user", "jana"])).trim();
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const at = `${house.program.origin}/api/v1/x_fahrzeuge`;
  const asked = await (await fetch(at, { headers })).json();
  assert.equal(asked.data?.length, 2, JSON.stringify(asked));
  const lost = Object.fromEntries(asked.data.map((one) => [one.title, one.fields.x_wertverlust]));
  assert.equal(Number(lost["KI-FZ 1"]?.amount), 5000, JSON.stringify(lost));
  assert.equal(Number(lost["KI-FZ 2"]?.amount), 2000, JSON.stringify(lost));
  const known = Object.fromEntries(asked.data.map((one) => [one.title, one.fields]));
  const [car, van] = [known["KI-FZ 1"], known["KI-FZ 2"]];
  const body = { name: "KI-FZ 4", x_fahrzeugart: van.x_fahrzeugart, x_aufbau: car.x_aufbau };
  const send = (fields) =>
    fetch(at, { method: "POST", headers, body: JSON.stringify({ fields }) });
  assert.equal((await send(body)).status, 422, "what does not go together");
  const made = await send({ ...body, x_aufbau: van.x_aufbau });
  assert.equal(made.status, 201, await made.text());

  await page.goto("/settings/modules/x_fahrzeug");
  await page.getByRole("link", { name: "Modul entfernen" }).click();
  await page.locator("#field-word").fill("Fahrzeuge");
  await press(page, "Modul entfernen");
  // A roll-up of another module still reads it; that one goes first.
  assert.equal((await fetch(at, { headers })).status, 200);
  await page.goto("/settings/changes");
  const rollup = page.locator("li, tr").filter({ hasText: "Fuhrparkwert" }).first();
  await save(page, rollup.getByRole("button", { name: "Zurücknehmen" }));
  await page.goto("/settings/modules/x_fahrzeug/remove");
  await page.locator("#field-word").fill("Fahrzeuge");
  await press(page, "Modul entfernen");
  await saved(page);
  assert.equal((await page.goto("/x_fahrzeuge")).status(), 404);
  assert.equal((await fetch(at, { headers })).status, 404);
  await person.close();
}
