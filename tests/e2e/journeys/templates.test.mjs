// A template of papers is written in the browser: drawn while one types, a fault with its line, a
// word put in, used, and an invoice printed with it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, overflow } from "../browser.mjs";
import { openHouse } from "../house.mjs";
import { runCommand } from "../program.mjs";

let house;
let call;

before(async () => {
  house = await openHouse();
  const told = await runCommand(house.program, ["token", "create", "--user", "jana"]);
  const headers = { authorization: `Bearer ${told.trim()}`, "content-type": "application/json" };
  call = async (method, path, body) => {
    const asked = { method, headers, body: body && JSON.stringify(body) };
    const answer = await fetch(`${house.program.origin}/api/v1/${path}`, asked);
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
});

after(() => house?.close());

async function draftInvoice() {
  await call("POST", "companies", { fields: { name: "Birkenau GmbH", vat_id: "DE136695976" } });
  const account = await call("POST", "accounts", { fields: { name: "Elbtal GmbH" } });
  const fields = {
    subject: "Wartung",
    account: { module: "account", id: account.id },
    supply_from: "2026-11-20",
    lines: [
      { kind: "item", name: "Wartung", tax_class: "standard", quantity: "1", unit_price: "100" },
    ],
  };
  return (await call("POST", "invoices", { fields })).id;
}

const pages = (page) => page.locator("#part-edit-pages img");
const fault = (page) => page.locator("#part-edit-sketch [data-line]");

test("a template is written, drawn as it is typed, used, and prints an invoice", async () => {
  const invoice = await draftInvoice();
  const person = await house.enter("jana");
  const { page } = person;
  const paper = async () => {
    const given = await page.request.get(`/invoices/${invoice}/out/document.pdf`);
    assert.equal(given.headers()["content-type"], "application/pdf");
    return given.body();
  };
  const shipped = await paper();
  await page.goto("/pdf_templates/new");
  await page.getByLabel("Name").fill("Rechnung kurz");
  await page.getByLabel("Papier").selectOption({ label: "Rechnung" });
  await pages(page).nth(1).waitFor();
  assert.match(await pages(page).first().getAttribute("src"), /^data:image\/svg\+xml;base64,/);
  assert.equal(await page.locator("main svg text, main svg script").count(), 0);
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
  await page.getByRole("link", { name: "Bearbeiten", exact: true }).click();

  const text = page.getByLabel("Vorlage", { exact: true });
  assert.match(await text.inputValue(), /#positions\(\)/, "it begins with what comes along");
  await text.fill('#import "/letter.typ": *\n#show: letter\n\n#data.sumz\n');
  await fault(page).waitFor();
  assert.equal(await fault(page).getAttribute("data-line"), "4");
  assert.match(await fault(page).textContent(), /Zeile 4, Spalte 7/);
  await page.locator(".sketch__lines .is-wrong", { hasText: "4" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Gespeichert.").waitFor();
  await page.getByText("Fehler im Text").first().waitFor();
  await page.getByRole("button", { name: "Aktivieren", exact: true }).first().click();
  await page.getByText(/Zeile 4, Spalte 7/).first().waitFor();

  await page.goto(`${page.url().split("/act/")[0].split("?")[0]}/edit`);
  await fault(page).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");
  await page.getByText("Was im Beleg steht").click();
  await page.getByRole("button", { name: /#data.recipient.lines/ }).click();
  assert.match(await text.inputValue(), /letter\n\n#data\.recipient\.lines\.flatten\(\)/);
  await fault(page).waitFor({ state: "detached" });
  await pages(page).first().waitFor();
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    assert.equal(await overflow(page), 0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText("Gespeichert.").waitFor();
  await page.getByRole("button", { name: "Aktivieren", exact: true }).first().click();
  await page.getByText("Erledigt.").first().waitFor();

  const template = page.url().split("?")[0];
  await page.goto(`/invoices/${invoice}`);
  await page.getByRole("button", { name: "Ausstellen", exact: true }).first().click();
  await page.getByText("Erledigt.").first().waitFor();
  const issued = await paper();
  assert.ok(issued.length < shipped.length, "it says less than the one that comes along");

  await page.goto(`${template}/edit`);
  await text.fill("#let x = ");
  await page.getByRole("button", { name: "Speichern" }).click();
  await page.getByText(/Zeile 1, Spalte 9/).first().waitFor();
  assert.equal(await text.inputValue(), "#let x = ", "what was typed is kept");
  await page.locator(".sketch__lines .is-wrong", { hasText: "1" }).waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await person.close();
});

test("without script a button draws what was typed, and nothing of it is lost", async () => {
  const person = await house.enter("jana", { javaScriptEnabled: false });
  const { page } = person;
  await page.goto("/pdf_templates/new");
  await page.locator("[name=name]").fill("Ohne Skript");
  await page.getByLabel("Papier").selectOption({ label: "Lieferschein" });
  await page.getByLabel("Vorlage", { exact: true }).fill('#import "/letter.typ": *\n#nichts');
  await page.getByRole("button", { name: "Neu zeichnen" }).click();
  await page.getByText(/Zeile 2, Spalte 2/).waitFor();
  await page.getByLabel("Vorlage", { exact: true }).fill("");
  await page.getByRole("button", { name: "Neu zeichnen" }).click();
  await page.getByRole("img", { name: "Seite 1 von" }).waitFor();
  assert.equal(await page.locator("[name=name]").inputValue(), "Ohne Skript");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
  await person.close();
});
