// From a lead to a deal: conversion, board by drag, menu and key, and taking it all back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
});

after(() => house?.close());

const heading = (page, name) => page.getByRole("heading", { level: 1, name });
const lane = (page, name) => page.getByRole("region", { name, exact: true });
const card = (page, name) => page.getByRole("listitem", { name, exact: true });

async function create(page, plural, fields) {
  await page.goto(`/${plural}/new`);
  for (const [label, text] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: false }).first().fill(text);
  }
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
}

async function isIn(page, name, laneName) {
  await lane(page, laneName).getByRole("listitem", { name, exact: true }).waitFor();
}

/** Does what loads a page, and goes on when that page is ready for keys. */
async function comesAnew(page, act) {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

test("a conversion finds the organisation that is there, and is taken back", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await create(page, "leads", { Nachname: "Vogel", Firma: "Jäger e. K. 104" });
  await page.getByRole("link", { name: "Umwandeln" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Jäger e. K. 104").first().waitFor();
  await drawer.getByLabel("Name der Verkaufschance").fill("Rahmenvertrag Vogel");
  assert.deepEqual(await accessFaults(page), []);
  await drawer.getByRole("button", { name: "Umwandeln" }).click();
  await page.getByText("Erledigt.").waitFor();
  await page.getByRole("link", { name: "Rahmenvertrag Vogel" }).first().waitFor();
  await page.goto(`/accounts?q=${encodeURIComponent("Jäger 104")}`);
  assert.equal(await page.locator("tbody tr").count(), 1, "no second organisation");

  await page.goto("/leads?q=Vogel");
  await page.getByRole("link", { name: "Vogel", exact: true }).click();
  const entry = page.locator("#part-detail-timeline .event", { hasText: "Umwandeln" });
  await entry.hover();
  await entry.getByRole("button", { name: "Rückgängig" }).click();
  await page.getByText("Rückgängig gemacht.").waitFor();
  await page.goto("/opportunities?q=Vogel");
  await page.getByText("Keine Treffer").waitFor();
  await person.close();
});

test("a card moves by drag, by menu and by key; a lost one is asked for its reason", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await create(page, "opportunities", { Name: "Wartung 2027", Betrag: "12000" });
  await page.goto("/opportunities/kanban");
  await isIn(page, "Wartung 2027", "Qualifizierung");
  assert.deepEqual(await accessFaults(page), []);

  await card(page, "Wartung 2027").dragTo(lane(page, "Angebot"));
  await page.getByText("Verschoben.").waitFor();
  await isIn(page, "Wartung 2027", "Angebot");
  await lane(page, "Angebot").getByText("12.000 €").first().waitFor();

  const acts = { name: "Was sich mit Wartung 2027 tun lässt" };
  await page.getByRole("button", acts).click({ force: true });
  await page.locator("#row-menu").getByRole("button", { name: "Verhandlung" }).click();
  await page.getByText("Verschoben.").waitFor();
  await isIn(page, "Wartung 2027", "Verhandlung");

  const moveByKey = async () => {
    await card(page, "Wartung 2027").focus();
    for (const key of ["v", "ArrowRight", "Enter"]) await page.keyboard.press(key);
  };
  await comesAnew(page, moveByKey);
  await page.getByText("Verschoben.").waitFor();
  await isIn(page, "Wartung 2027", "Mündlich zugesagt");
  await comesAnew(page, () => page.keyboard.press("Control+z"));
  await page.getByText("Rückgängig gemacht.").waitFor();
  await isIn(page, "Wartung 2027", "Verhandlung");

  // Whoever takes back before the answer is there takes back what is on its way.
  await page.route("**/move/**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue();
  });
  await comesAnew(page, async () => {
    await moveByKey();
    await page.keyboard.press("Control+z");
  });
  await page.getByText("Rückgängig gemacht.").waitFor();
  await page.unroute("**/move/**");
  await isIn(page, "Wartung 2027", "Verhandlung");

  await card(page, "Wartung 2027").dragTo(page.locator("[data-lane=lost]"));
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "Verloren" }).click();
  await drawer.getByText("Grund fehlt.").first().waitFor();
  await drawer.getByLabel("Grund").selectOption({ label: "Preis" });
  await drawer.getByRole("button", { name: "Verloren" }).click();
  await page.getByText("Verschoben.").waitFor();
  assert.equal(await card(page, "Wartung 2027").count(), 0);
  await person.close();
});

test("from a lead to a deal that is won, with the keyboard alone", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  const press = (keys) => page.keyboard.press(keys);
  await page.goto("/leads/new");
  await page.getByLabel("Nachname").focus();
  await page.keyboard.type("Adler");
  await page.getByLabel("Firma").focus();
  await page.keyboard.type("Adlerhof KG");
  await press("Enter");
  await heading(page, "Adler").waitFor();
  await page.getByRole("link", { name: "Umwandeln" }).focus();
  await press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Name der Verkaufschance").focus();
  await press("Control+a");
  await page.keyboard.type("Hofladen");
  await press("Enter");
  await page.getByText("Erledigt.").waitFor();
  await page.goto("/opportunities/kanban");
  await card(page, "Hofladen").focus();
  await press("v");
  for (let step = 0; step < 5; step += 1) await press("ArrowRight");
  await press("Enter");
  await page.getByText("Verschoben.").waitFor();
  await page.goto("/opportunities?q=Hofladen");
  await page.getByRole("link", { name: "Hofladen", exact: true }).focus();
  await press("Enter");
  await page.locator("li[aria-current=step]", { hasText: "Gewonnen" }).waitFor();
  await person.close();
});

test("a task of a record stands among what is coming up, and is done there", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto(`/accounts?q=${encodeURIComponent("Köhler GmbH 105")}`);
  await page.getByRole("link", { name: "Köhler GmbH 105", exact: true }).click();
  await page.getByRole("link", { name: /hinzufügen: Aufgaben|Aufgaben/ }).last().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Betreff").fill("Rückruf vereinbaren");
  await drawer.getByLabel("Fällig am").fill("heute");
  await drawer.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Rückruf vereinbaren").first().waitFor();
  await page.reload();
  const story = page.locator("#part-detail-timeline");
  await story.getByRole("heading", { name: "Anstehend" }).waitFor();
  await story.getByRole("button", { name: "Erledigt" }).click();
  await page.getByText("Erledigt.").waitFor();
  await person.close();
});

test("a call is written down above the timeline, and what was typed beside it stays", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await create(page, "accounts", { Organisationsname: "Ostufer Fähren" });
  await page.goto("/accounts?q=Ostufer");
  await page.getByRole("link", { name: "Ostufer Fähren", exact: true }).click();
  const story = page.getByRole("region", { name: "Verlauf" });
  const tab = (name) => page.locator(".composer__tabs").getByText(name, { exact: true });
  const subject = page.getByLabel("Betreff").filter({ visible: true });
  await page.getByLabel("Kommentar").fill("Noch nicht fertig");
  await tab("Anruf").click();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Betreff fehlt.").last().waitFor();
  await subject.fill("Fahrplan besprochen");
  await page.getByLabel("Beschreibung").last().fill("Will im Januar entscheiden.");
  await tab("Aufgabe").click();
  await tab("Anruf").click();
  assert.equal(await subject.inputValue(), "Fahrplan besprochen");
  assert.deepEqual(await accessFaults(page), []);
  await subject.press("Control+Enter");
  await story.getByRole("link", { name: "Fahrplan besprochen" }).waitFor();
  await story.getByText("Will im Januar entscheiden.").waitFor();
  assert.equal(await page.getByLabel("Kommentar").inputValue(), "Noch nicht fertig");
  await tab("Aufgabe").click();
  await subject.fill("Nachfassen");
  // What holds something is left only when one says so.
  await page.keyboard.press("Escape");
  assert.equal(await subject.inputValue(), "Nachfassen");
  page.once("dialog", (question) => question.accept());
  await page.keyboard.press("Escape");
  await subject.waitFor({ state: "detached" });
  await tab("Aufgabe").click();
  await subject.fill("Angebot senden");
  await subject.press("Control+Enter");
  await page.locator("#part-detail-figures").getByText("Angebot senden").waitFor();
  await person.close();
});
