// Every screen in its looks: English, dark, on a phone, and open to everybody.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults, openPerson, overflow } from "../browser.mjs";
import { openHouse, organisations } from "../house.mjs";

const GROUPS = '(status = "customer" or owner = me) and created_at = last_7_days';

let house;
let screens;

before(async () => {
  house = await openHouse();
  const person = await house.enter("jana");
  screens = await allScreens(person.page);
  await person.close();
});

after(() => house?.close());

// Each screen once, full and empty, with errors where it can have some.
async function allScreens(page) {
  await page.goto("/accounts");
  const record = await page.locator("tbody a").first().getAttribute("href");
  await page.goto("/accounts/import");
  const file = { name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(organisations(3)) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: "Weiter" }).click();
  await page.getByRole("button", { name: "Import starten" }).waitFor();
  const mapping = new URL(page.url()).pathname;
  return [
    "/", "/accounts", "/accounts?q=nirgends", "/accounts?filter=industry%20is%20not%20empty",
    "/accounts/views/edit", `/accounts/views/edit?filter=${encodeURIComponent(GROUPS)}`,
    "/accounts/new", "/accounts/bin", "/accounts/import", mapping, record, `${record}/edit`,
    "/contacts", "/contacts/new", "/search?q=vogt", "/search?q=nirgends", "/me", "/settings",
    "/settings/users", "/settings/jobs", "/settings?q=nirgends", "/messages", "/messages?show=all",
    "/me/formats", "/me/security",
    "/modules", "/nirgends",
  ];
}

async function everyScreen(person, look) {
  const faults = new Map();
  for (const screen of screens) {
    await person.page.goto(screen);
    for (const fault of await look(person.page)) {
      faults.set(fault, [...(faults.get(fault) ?? []), screen]);
    }
  }
  return [...faults].map(([fault, where]) => `${fault} on ${where.join(", ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  test(`no screen shuts anybody out, ${colorScheme}`, async () => {
    const stranger = await openPerson(house.browser, house.program.origin, { colorScheme });
    await stranger.page.goto("/login");
    assert.deepEqual(await accessFaults(stranger.page), []);
    await stranger.close();
    const person = await house.enter("jana", { colorScheme });
    assert.deepEqual(await everyScreen(person, accessFaults), []);
    await person.close();
  });
}

test("what opens over a page shuts nobody out either", async () => {
  const person = await house.enter("jana", { colorScheme: "dark" });
  const { page } = person;
  const shown = async (name) => {
    assert.deepEqual(await accessFaults(page), [], name);
  };
  await page.goto("/accounts");
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await shown("filter");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Spalten" }).click();
  await shown("columns");
  await page.keyboard.press("Escape");
  await page.locator("tbody .check").first().check();
  await shown("selection");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("vogt");
  await page.getByRole("option").first().waitFor();
  await shown("palette");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Neu anlegen" }).click();
  await page.getByRole("link", { name: "Organisation", exact: true }).click();
  await page.getByRole("dialog").getByLabel("Organisationsname").waitFor();
  await shown("drawer");
  await person.close();
});

test("nothing is wider than a phone", async () => {
  const person = await house.enter("jana", { viewport: { width: 390, height: 844 } });
  const wide = async (page) => {
    const by = await overflow(page);
    const cut = await page.evaluate(cutOff);
    return [...(by > 0 ? [`${by} px too wide`] : []), ...cut];
  };
  assert.deepEqual(await everyScreen(person, wide), []);
  const { page } = person;
  await page.goto("/accounts");
  await page.getByRole("link", { name: "Menü" }).click();
  await page.getByRole("navigation", { name: "Hauptnavigation" }).waitFor();
  await page.getByRole("link", { name: "Schließen" }).click();
  await page.getByRole("navigation", { name: "Hauptnavigation" }).waitFor({ state: "hidden" });
  await person.close();
});

test("every column keeps its room, and the name stays in sight", async () => {
  const person = await house.enter("jana", { viewport: { width: 1024, height: 768 } });
  const { page } = person;
  await page.goto("/accounts");
  const heads = page.locator("thead th:not(.table__acts)");
  const widths = await heads.evaluateAll((all) => all.slice(1).map((one) => one.offsetWidth));
  assert.ok(Math.min(...widths) > 100, `columns of ${widths.join(", ")} px`);
  await page.locator(".page__body").evaluate((body) => body.scrollBy(300, 0));
  const name = page.locator("tbody a").first();
  const hit = await name.evaluate((link) => {
    const { left, top, height } = link.getBoundingClientRect();
    return document.elementFromPoint(left + 4, top + height / 2) === link;
  });
  assert.ok(hit, "the name is not covered");
  await person.close();
});

// Buttons, links and fields that stand outside of the window and cannot be scrolled to.
function cutOff() {
  const scrolls = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  return [...document.querySelectorAll("a, button, input, select, textarea")]
    .filter((element) => element.checkVisibility() && !element.closest(".sr-only, .skip"))
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .filter((element) => !scrolls(element) && !element.matches(".sr-only"))
    .map((element) => `cut off: ${element.outerHTML.slice(0, 120)}`);
}

test("somebody who reads English meets no German", async () => {
  const person = await house.enter("jana");
  const { page } = person;
  await page.goto("/me/formats");
  await page.getByText("English", { exact: true }).click();
  await page.locator("form[action='/me/looks'] button[type=submit]").click();
  await page.getByRole("heading", { name: "My settings" }).waitFor();
  const german = await everyScreen(person, async () => {
    const language = await page.locator("html").getAttribute("lang");
    const text = await page.locator("body").innerText();
    const words = /\b(Speichern|Abbrechen|Suchen|Organisationen|Kontakte|Spalten|und|nicht)\b/;
    const found = text.match(words);
    const keys = text.match(/\b(ui|web|account|contact|filter|transfer)\.[a-z_]+\.[a-z_]+\b/);
    return [
      ...(language === "en" ? [] : [`the page says it is ${language}`]),
      ...[found, keys].filter(Boolean).map((match) => `says "${match[0]}"`),
    ];
  });
  assert.deepEqual(german, []);

  await page.goto("/me/formats");
  await page.getByText("Deutsch", { exact: true }).click();
  await page.getByText("Dark", { exact: true }).click();
  await page.locator("form[action='/me/looks'] button[type=submit]").click();
  await page.getByRole("heading", { name: "Meine Einstellungen" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.match(ground, /^oklch\(0\.[12]/, "the ground is dark");
  await person.close();
});
