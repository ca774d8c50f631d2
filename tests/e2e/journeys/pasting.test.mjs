// Lines come from outside: a block of a spreadsheet is pasted into positions, and a file of
// documents with several rows each is imported.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, overflow } from "../browser.mjs";
import { openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
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

/** What a spreadsheet puts on the clipboard, pasted where somebody is. */
function paste(page, text) {
  const cell = (one) => `<td>${one}</td>`;
  const row = (line) => `<tr>${line.split("\t").map(cell).join("")}</tr>`;
  const rows = text.trimEnd().split("\n").map(row);
  const html = `<html><body><table>${rows.join("")}</table></body></html>`;
  return page.evaluate(
    ([text, html]) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      data.setData("text/html", html);
      const event = new ClipboardEvent("paste", {
        clipboardData: data, bubbles: true, cancelable: true,
      });
      (document.activeElement ?? document.body).dispatchEvent(event);
    },
    [text, html],
  );
}

const net = (page) => page.locator("#part-edit-aside .sums > div", { hasText: "Netto" }).first();

test("a block becomes positions, is taken back, and is looked at where it is unclear", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await create(page, "companies", { name: "Birkenau GmbH", vat_id: "DE136695976" });
  await create(page, "accounts", { name: "Elbtal Präzisionstechnik" });
  const server = { name: "Server SR 220", code: "SR-220", "unit_price.amount": "2490" };
  await create(page, "products", server);

  await page.goto("/quotes/new");
  await page.getByRole("button", { name: "Position", exact: true }).focus();
  const block = "Artikelnummer\tBezeichnung\tMenge\tEinheit\tEinzelpreis\n" +
    "SR-220\t\t2\tStk\t\n\tEinrichtung\t1,5\tStd\t120,00 €\n";
  await paste(page, block);
  await page.getByText("Eingefügte Zeilen: 2").waitFor();
  await net(page).getByText("5.160,00").waitFor();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await page.getByText("Noch keine Positionen").waitFor();

  await page.getByRole("button", { name: "Position", exact: true }).focus();
  await paste(page, "SR-220\t2\nSR-220\t1\nXY-9\tviele\n");
  await page.getByText("3 Zeilen, davon 1 mit Fehlern").waitFor();
  await page.getByText("„XY-9“ gibt es hier nicht").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  assert.equal(await overflow(page), 0);
  await page.locator('[name="lines.paste.column.1"]').selectOption("");
  await page.getByText("3 Zeilen", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Zeilen einfügen" }).last().click();
  await page.getByText("Eingefügte Zeilen: 3").waitFor();
  await page.locator('[name="subject"]').fill("Erneuerung");
  await page.locator('[name="account"]').locator("..").locator(".combo__input").fill("Elbtal");
  await page.getByRole("option", { name: "Elbtal" }).first().click();
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await page.getByText("Angelegt.").waitFor();
  await page.getByText("XY-9").first().waitFor();
  await person.close();
});

test("a file with several rows for each quote is looked at, imported and taken back", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  const text = "Betreff;Organisation;Bezeichnung;Menge;Einzelpreis\n" +
    "Import eins;Elbtal Präzisionstechnik;Kabel;10;1,50\n;;Montage;2;80,00\n" +
    "Import zwei;Elbtal Präzisionstechnik;Prüfung;1;120,00\n" +
    "Import drei;Elbtal Präzisionstechnik;Rest;viele;1\n";
  await page.goto("/quotes/import");
  const file = { name: "angebote.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByText("Kabel · 10 ·").waitFor();
  await page.getByText("Zeile 5: Menge: „viele“ ist keine Zahl.").waitFor();
  assert.equal(await page.locator('[name="column.2"]').inputValue(), "lines.name");
  assert.equal(await page.locator('[name="lines"]').inputValue(), "replace");
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("button", { name: "Import starten" }).click();
  await page.getByRole("link", { name: "Zurückgewiesene Zeilen" }).waitFor();
  const result = page.url();
  await page.goto("/quotes?q=Import");
  await page.getByRole("link", { name: "Import eins" }).first().click();
  await page.getByText("Montage").first().waitFor();
  await page.getByText("175,00").first().waitFor();
  await page.goto(result);
  await page.getByRole("button", { name: "Import rückgängig machen" }).click();
  await page.locator("#part-import-state").getByText("Zurückgenommen", { exact: true }).waitFor();
  await person.close();
});
