// From an empty folder to a list of one's own.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, openBrowser, openPerson } from "../browser.mjs";
import { PASSWORD, fillSignIn, organisations, signIn } from "../house.mjs";
import { setupAddress, startProgram } from "../program.mjs";

let browser;
let program;

before(async () => {
  program = await startProgram();
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await program?.stop();
});

test("the first start makes a firm and its first person, once", async () => {
  const address = await setupAddress(program);
  const person = await openPerson(browser, program.origin);
  const { page } = person;
  await page.goto(address);
  await page.getByLabel("Name Ihrer Firma").fill("Birkenau Systemhaus");
  await page.getByLabel("Ihr Name").fill("Jana Reuter");
  await page.getByLabel("Anmeldename").fill("jana");
  await page.getByLabel("E-Mail-Adresse").fill("jana@example.de");
  await page.getByLabel("Passwort").fill("kurz");
  await page.getByRole("button", { name: "Kontor starten" }).click();
  await page.locator("#setup-password-problem").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal(await page.getByLabel("Name Ihrer Firma").inputValue(), "Birkenau Systemhaus");

  await page.getByLabel("Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Kontor starten" }).click();
  await page.getByRole("heading", { name: /Jana Reuter/ }).waitFor();
  await page.getByText("Birkenau Systemhaus").first().waitFor();

  const again = await page.goto(address);
  assert.equal(again.status(), 404);
  await person.close();
});

test("a wrong password is told, the right one leads to where one wanted to go", async () => {
  const person = await openPerson(browser, program.origin);
  const { page } = person;
  await page.goto("/contacts");
  assert.equal(new URL(page.url()).pathname, "/login");
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  await fillSignIn(page, "jana", "vier Birnen im Schrank");
  await page.getByRole("alert").getByText("stimmen nicht").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal(await page.getByLabel("Anmeldename").inputValue(), "jana");

  await fillSignIn(page, "jana", PASSWORD);
  await page.waitForURL("**/contacts");

  await page.getByRole("button", { name: /Benutzermenü/ }).click();
  await page.getByRole("button", { name: "Abmelden" }).click();
  await page.waitForURL("**/login**");
  await page.goto("/contacts");
  assert.equal(new URL(page.url()).pathname, "/login");
  await person.close();
});

test("a list is imported, looked at and taken back", async () => {
  const person = await openPerson(browser, program.origin);
  const { page } = person;
  await signIn(page, "jana");
  await page.goto("/accounts/import");
  const broken = "Köhler GmbH 900;;;;kein Telefon @;";
  const file = {
    name: "organisationen.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`${organisations(12)}${broken}\r\n;Nur Straße 1;;;;\r\n`, "latin1"),
  };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByText("organisationen.csv").waitFor();
  await page.getByRole("button", { name: "Weiter" }).click();

  const street = page.getByLabel("Feld: Straße");
  await street.waitFor();
  assert.notEqual(await street.inputValue(), "", "a known heading finds its field");
  await page.getByText("Hauptstraße 3").first().waitFor();
  await page.getByRole("button", { name: "Import starten" }).click();

  await page.getByRole("link", { name: "Organisationen", exact: true }).last().waitFor();
  await page.getByRole("link", { name: "Zurückgewiesene Zeilen" }).waitFor();
  const result = page.url();
  await page.goto("/accounts");
  assert.ok((await page.locator("tbody tr").count()) >= 12);
  await page.getByText("Brückner AG 101").waitFor();

  await page.goto(result);
  await page.getByRole("button", { name: "Import rückgängig machen" }).click();
  await page.locator("#part-import-state").getByText("Zurückgenommen", { exact: true }).waitFor();
  await page.goto("/accounts");
  await page.getByText("Noch keine Organisationen").waitFor();
  await person.close();
});

test("an address book of a phone is imported, and a card leaves again", async () => {
  const person = await openPerson(browser, program.origin);
  const { page } = person;
  await signIn(page, "jana");
  await page.goto("/contacts/import");
  const card = "BEGIN:VCARD\r\nVERSION:2.1\r\n" +
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=B6=C3=9Fer;Zo=C3=AB;;;\r\n" +
    "TEL;CELL:0170 12345\r\nEMAIL:zoe@groesser.example\r\n" +
    "ORG:Größer Möbel;Einkauf\r\nEND:VCARD\r\n";
  const file = { name: "Telefon.vcf", mimeType: "text/vcard", buffer: Buffer.from(card) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Weiter" }).click();
  assert.notEqual(await page.getByLabel("Feld: Telefon mobil").inputValue(), "");
  await page.getByRole("button", { name: "Import starten" }).click();
  await page.getByRole("link", { name: "Kontakte öffnen" }).click();
  await page.getByRole("link", { name: "Zoë Größer", exact: true }).click();
  await page.getByText("Größer Möbel").first().waitFor();
  await page.locator("button[popovertarget=record-more]").click();
  const saved = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Visitenkarte (vCard)" }).or(
    page.getByRole("link", { name: "Visitenkarte (vCard)" })).click();
  assert.equal((await saved).suggestedFilename(), "Zoë Größer.vcf");
  await person.close();
});

test("a picture is dropped on a record and looked at there", async () => {
  const person = await openPerson(browser, program.origin);
  const { page } = person;
  await signIn(page, "jana");
  await page.goto("/contacts");
  await page.getByRole("link", { name: "Zoë Größer", exact: true }).click();
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" +
    "AAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  const file = { name: "Punkt.png", mimeType: "image/png", buffer: Buffer.from(dot, "base64") };
  const field = page.locator("#part-detail-files input[type=file]");
  await field.setInputFiles(file);
  await page.getByText("Datei abgelegt.").waitFor();
  await page.getByRole("button", { name: "„Punkt.png“ ansehen" }).click();
  const shown = page.locator(".preview__picture:visible");
  await shown.waitFor();
  assert.equal(await shown.evaluate((picture) => picture.naturalWidth), 1);
  assert.deepEqual(await accessFaults(page), []);
  const dialog = page.getByRole("dialog", { name: "Punkt.png" });
  await dialog.getByRole("button", { name: "Schließen" }).click();
  await field.setInputFiles({ name: "leer.txt", mimeType: "text/plain", buffer: Buffer.from("") });
  await page.waitForFunction(() => {
    const field = document.querySelector("#part-detail-files input[type=file]");
    return field.validationMessage.startsWith("leer.txt: ");
  });
  await person.close();
});
