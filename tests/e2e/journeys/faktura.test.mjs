// From a quote, which the customer accepts, to an issued invoice; positions are written with keys
// alone.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, openPerson, overflow, overlaps } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse({ named: true });
});

after(() => house?.close());

async function create(page, plural, fields) {
  await page.goto(`/${plural}/new`);
  for (const [name, text] of Object.entries(fields)) {
    await page.locator(`[name="${name}"]`).first().fill(text);
  }
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
}

const sum = (page, label) =>
  page.locator("#part-edit-aside .sums > div", { hasText: label }).first();

/** Types into the field that has the focus and takes the first choice. */
async function choose(page, text) {
  await page.keyboard.type(text);
  await page.getByRole("option", { name: text }).first().waitFor();
  await page.keyboard.press("Enter");
}

/** The word of the act before may still stand, so the answer itself is waited for. */
async function act(page, name) {
  const answer = page.waitForResponse((of) => of.request().method() === "POST");
  await page.getByRole("button", { name, exact: true }).first().click();
  await answer;
  await page.getByText("Erledigt.").first().waitFor();
}

/** Somebody without a sign-in follows the link of a quote and accepts it. */
async function accepts(link) {
  const customer = await openPerson(house.browser, house.program.origin);
  const { page } = customer;
  await page.goto(link);
  await page.getByText("Birkenau GmbH").waitFor();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await accessFaults(page), []);
    assert.equal(await overflow(page), 0);
  }
  await page.getByLabel("Wartung · 100,00 €").check();
  await page.getByRole("button", { name: "Summe mit Auswahl zeigen" }).click();
  await page.getByText("6.188,60").first().waitFor();
  await page.getByLabel("Name").first().fill("Max Muster");
  await page.getByRole("button", { name: "Angebot verbindlich annehmen" }).click();
  await page.getByText("Status: Angenommen").waitFor();
  assert.equal(await page.getByRole("button").count(), 0, "it is answered once");
  await customer.close();
}

test("a quote written by keys is accepted by its link and becomes an issued invoice", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await create(page, "companies", { name: "Birkenau GmbH", vat_id: "DE136695976" });
  await create(page, "accounts", { name: "Elbtal Präzisionstechnik" });
  await create(page, "products", { name: "Server SR 220", "unit_price.amount": "2490" });

  await page.goto("/quotes/new");
  await page.keyboard.type("Erneuerung");
  await page.keyboard.press("Tab");
  await choose(page, "Elbtal");
  await page.getByRole("button", { name: "Position", exact: true }).focus();
  await page.keyboard.press("Enter");
  const open = page.locator(".lines tbody.is-open");
  await open.waitFor();
  await page.locator(".is-open .combo__input:focus").waitFor();
  await choose(page, "Server");
  await page.locator(`.is-open [name="lines.0.name"][value="Server SR 220"]`).waitFor();
  const quantity = open.locator(`[name="lines.0.quantity"]`);
  await quantity.focus();
  await quantity.fill("2");
  await page.keyboard.press("Control+Enter");
  await page.locator(`.is-open [name="lines.1.name"]`).waitFor();
  await page.locator(`.is-open [name="lines.1.name"]`).fill("Einrichtung");
  await page.locator(`.is-open [name="lines.1.unit_price"]`).fill("120,50");
  await page.keyboard.press("Tab");
  await sum(page, "Netto").getByText("5.100,50").waitFor();
  await sum(page, "Brutto").getByText("6.069,60").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal(await overflow(page), 0);
  await page.keyboard.press("Alt+ArrowUp");
  await page.locator(`.lines tbody:first-of-type.is-open`).waitFor();
  await page.keyboard.press("Control+Enter");
  const fresh = page.locator(`.is-open [name$=".name"]:not([value="Einrichtung"])`);
  await fresh.waitFor();
  await fresh.fill("Wartung");
  await page.locator(`.is-open [name$=".unit_price"]`).fill("100");
  await page.locator(`.is-open [name$=".role"]`).selectOption("optional");
  await sum(page, "Optional").getByText("100,00").waitFor();
  await sum(page, "Brutto").getByText("6.069,60").waitFor();

  // Enter in another field saves; it does not press a button of the lines.
  await page.getByLabel("Betreff").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Angelegt.").waitFor();
  await page.getByText("6.069,60").first().waitFor();
  assert.deepEqual(await accessFaults(page), []);

  await act(page, "Als versendet markieren");
  await accepts(await page.locator('a[href*="/p/"]').first().getAttribute("href"));
  await page.reload();
  await page.getByText("Max Muster").first().waitFor();
  await act(page, "Auftrag anlegen");
  await page.goto("/sales_orders");
  await page.locator("tbody tr a").first().click();
  await act(page, "Bestätigen");
  await page.getByRole("link", { name: "Rechnung anlegen", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("button", { name: "Rechnung anlegen" }).click();
  await drawer.waitFor({ state: "hidden" });
  await page.getByText("Erledigt.").first().waitFor();
  await page.goto("/invoices");
  await page.locator("tbody tr a").first().click();
  await page.getByRole("link", { name: "Bearbeiten", exact: true }).click();
  await page.getByLabel("Leistung von").fill("20.11.2026");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Gespeichert.").waitFor();
  await act(page, "Ausstellen");
  await page.getByText(/RE-\d{4}-00001/).first().waitFor();
  for (const width of [1440, 1100, 390]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await overlaps(page), [], `panes lie over each other at ${width} px`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  const paper = await page.getByRole("link", { name: "PDF", exact: true }).getAttribute("href");
  const made = await page.request.get(paper);
  assert.equal(made.headers()["content-type"], "application/pdf");
  await page.getByRole("link", { name: "Bearbeiten", exact: true }).click();
  await page.getByLabel("Interne Notiz").waitFor();
  assert.equal(await page.locator(`[name="subject"]`).count(), 0, "what was issued is shut");
  await person.close();
});

/** Two by two points. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mPg" +
    "TioBIgYIBQAXBgOFeyWpHQAAAABJRU5ErkJggg==",
  "base64",
);

test("a picture is chosen once, also when the form goes back, and is shown", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/products/new");
  const picture = { name: "schrank.png", mimeType: "image/png", buffer: PICTURE };
  await page.locator(`[name="image.upload"]`).setInputFiles(picture);
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("schrank.png").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.locator(`[name="name"]`).fill("Netzwerkschrank");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
  const shown = page.locator("img.thumb");
  await shown.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector("img.thumb")?.naturalWidth === 2);
  assert.deepEqual(await accessFaults(page), []);
  await person.close();
});
