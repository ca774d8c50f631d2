// A formatted text is written with the keyboard, pasted into, shown, and harms nobody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { accessFaults, overflow } from "../browser.mjs";
import { openHouse } from "../house.mjs";

const FIRM = "Ackermann GmbH 100";
const WORD = `<html><head><style>p{color:red}</style></head><body>
  <p class=MsoNormal style='color:red'>Aus <b>Word</b><o:p></o:p></p>
  <table><tr><td><p>Menge</p></td><td><p>Preis</p></td></tr></table>
  <p><a href="javascript:document.title='harm'">böse</a>
  <a href="https://a.example/b?c=d">gut</a></p>
  <img src=x onerror="document.title='harm'"><script>document.title='harm'</script></body></html>`;

/** Pastes as another program would have left it on the clipboard. */
async function paste(page, html) {
  await page.evaluate((html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    data.setData("text/plain", "nur Text");
    const target = document.activeElement;
    const init = { clipboardData: data, bubbles: true, cancelable: true };
    target.dispatchEvent(new ClipboardEvent("paste", init));
  }, html);
}

async function addField(page) {
  await page.goto("/settings/modules/account/fields/new");
  await page.locator("#field-label").fill("Profil");
  await page.locator("#field-kind").selectOption({ label: "Formatierter Text" });
  const anew = page.waitForEvent("load");
  await page.getByRole("button", { name: "Anlegen", exact: true }).click();
  await anew;
}

/** The form of a firm, with the editor in it. */
async function form(page) {
  await page.goto("/accounts");
  await page.getByRole("link", { name: FIRM, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: FIRM }).waitFor();
  const at = new URL(page.url()).pathname;
  await page.goto(`${at}/edit`);
  await page.getByRole("textbox", { name: "Profil" }).waitFor();
  return at;
}

test("a formatted text is written, pasted and shown", async () => {
  const house = await openHouse();
  await live(house).finally(() => house.close());
});

async function live(house) {
  const person = await house.enter("jana");
  const { page } = person;
  await addField(page);
  const at = await form(page);
  const editor = page.getByRole("textbox", { name: "Profil" });
  const bar = page.getByRole("toolbar", { name: "Formatierung" });
  assert.deepEqual(await accessFaults(page), []);

  await page.getByText("Profil", { exact: true }).first().click();
  // The editor takes the focus with the next frame.
  await editor.and(page.locator(":focus")).waitFor();
  await page.keyboard.type("## Lage");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Guter ");
  await page.keyboard.press("Control+b");
  const bold = bar.getByRole("button", { name: "Fett" });
  assert.equal(await bold.getAttribute("aria-pressed"), "true");
  await page.keyboard.type("Kunde");
  await page.keyboard.press("Control+b");
  await page.keyboard.press("Enter");
  // The bar is one stop; its buttons are reached with arrows.
  await page.keyboard.press("Alt+F10");
  await page.keyboard.press("End");
  for (let n = 0; n < 5; n += 1) await page.keyboard.press("ArrowLeft");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("data-act"));
  assert.equal(await focused(), "bullets");
  await page.keyboard.press("Enter");
  await page.keyboard.type("eins");
  await page.keyboard.press("Enter");
  await page.keyboard.type("zwei");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("kontor.example");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await paste(page, WORD);
  assert.equal(await editor.locator("img, script, table, [style]").count(), 0);
  assert.equal(await editor.locator("a").count(), 2);
  assert.deepEqual(await accessFaults(page), []);
  await page.keyboard.press("Control+Enter");

  await page.waitForURL((url) => url.pathname === at);
  const prose = page.locator(".prose").first();
  const shown = await prose.innerHTML();
  const rel = ' rel="noopener noreferrer nofollow"';
  assert.equal(
    shown.replaceAll(rel, ""),
    "<h2>Lage</h2><p>Guter <strong>Kunde</strong></p>" +
      "<ul><li><p>eins</p></li><li><p>zwei</p></li></ul>" +
      '<p><a href="https://kontor.example">kontor.example</a></p>' +
      "<p>Aus <strong>Word</strong></p><p>Menge | Preis</p>" +
      '<p>böse <a href="https://a.example/b?c=d">gut</a></p>',
  );
  assert.equal(shown.split(rel).length, 3);
  assert.notEqual(await page.title(), "harm");
  assert.deepEqual(await accessFaults(page), []);

  // Posted by hand it is cleaned no less.
  await page.goto(`${at}/edit`);
  await editor.waitFor();
  assert.equal(await page.evaluate(() => document.querySelector("guarded-form").isDirty), false);
  await page.locator("rich-text textarea").evaluate((lines) => {
    lines.value = "<p onclick=alert(1)>Nur <i>das</i><script>document.title='harm'</script></p>";
  });
  await page.getByRole("button", { name: "Speichern" }).first().click();
  await page.waitForURL((url) => url.pathname === at);
  assert.equal(await prose.innerHTML(), "<p>Nur <em>das</em></p>");

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${at}/edit`);
  await editor.waitFor();
  assert.equal(await overflow(page), 0);

  await person.close();
  const plain = await house.enter("jana", { javaScriptEnabled: false });
  await plain.page.goto(`${at}/edit`);
  const lines = plain.page.getByLabel("Profil");
  assert.equal(await lines.inputValue(), "<p>Nur <em>das</em></p>");
  await lines.fill("Erster Absatz\n\nZweiter & <letzter>");
  await plain.page.getByRole("button", { name: "Speichern" }).first().click();
  const kept = plain.page.locator(".prose").first();
  assert.equal(
    await kept.innerText(),
    "Erster Absatz\n\nZweiter & <letzter>",
  );
  await plain.close();
}
