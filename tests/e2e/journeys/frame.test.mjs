// The frame of a working day: what reaches people while a page is open.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { accessFaults } from "../browser.mjs";
import { addPerson, openHouse } from "../house.mjs";

let house;

before(async () => {
  house = await openHouse();
  await addPerson(house.program, "tim", "Tim Krämer", ["--admin"]);
  await addPerson(house.program, "eva", "Eva Own", ["--own-only"]);
});

after(() => house?.close());

const bell = (page) => page.locator("live-count a");

async function openRecord(page, name) {
  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

async function sound(page) {
  assert.deepEqual(await accessFaults(page), []);
}

test("a mention reaches the other person's message centre without a reload", async () => {
  const [jana, tim] = [await house.enter("jana"), await house.enter("tim")];
  await tim.page.goto("/messages");
  await tim.page.getByText("Nichts offen").waitFor();
  await tim.page.evaluate(() => (globalThis.isSamePage = true));

  await openRecord(jana.page, "Köhler GmbH 105");
  await jana.page.getByRole("textbox", { name: "Kommentar" }).click();
  await jana.page.keyboard.type("Bitte ansehen, @kräm");
  await jana.page.getByRole("option", { name: /Tim Krämer/ }).waitFor();
  await sound(jana.page);
  await jana.page.keyboard.press("Enter");
  await jana.page.keyboard.type("danke");
  await jana.page.keyboard.press("Control+Enter");
  await jana.page.locator(".mention", { hasText: "@Tim Krämer" }).waitFor();

  await tim.page.getByText("Jana Reuter hat Sie erwähnt").waitFor();
  await tim.page.getByRole("link", { name: "Nachrichten, 1 ungelesen" }).waitFor();
  assert.equal(await tim.page.evaluate(() => globalThis.isSamePage), true);
  await sound(tim.page);

  await bell(tim.page).click();
  const drawer = tim.page.getByRole("dialog", { name: "Nachrichten" });
  await drawer.getByText("Bitte ansehen, @Tim Krämer danke").waitFor();
  await sound(tim.page);
  await drawer.getByRole("link", { name: /Köhler GmbH 105/ }).click();
  await tim.page.getByRole("heading", { level: 1, name: "Köhler GmbH 105" }).waitFor();
  await tim.page.getByRole("link", { name: "Nachrichten", exact: true }).waitFor();
  await Promise.all([jana.close(), tim.close()]);
});

test("who cannot see a record is not offered, and the author learns it", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await openRecord(page, "Löwe AG 106");
  await page.getByRole("textbox", { name: "Kommentar" }).click();
  await page.keyboard.type("@");
  await page.getByRole("option", { name: /Tim Krämer/ }).waitFor();
  assert.equal(await page.getByRole("option", { name: /Eva Own/ }).count(), 0);
  await page.keyboard.press("Escape");
  await page.keyboard.type("eva, schau mal");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Eva Own kann diesen Datensatz nicht sehen").waitFor();
  await jana.close();
});

test("a comment is changed where it stands, taken away and brought back", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await openRecord(page, "Vogt GmbH 115");
  await page.getByRole("textbox", { name: "Kommentar" }).fill("Erster Stand");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("link", { name: "Kommentar ändern" }).click();
  const box = page.locator("#comment-edit");
  await box.fill("");
  await box.press("Control+Enter");
  await box.fill("Zweiter Stand");
  await box.press("Control+Enter");
  await page.locator(".event__card", { hasText: "Zweiter Stand (geändert)" }).waitFor();
  await page.getByRole("button", { name: "Kommentar löschen" }).click();
  await page.getByText("Kommentar entfernt.").waitFor();
  assert.equal(await page.getByText("Zweiter Stand").count(), 0);
  await page.keyboard.press("Control+z");
  await page.getByText("Zweiter Stand").waitFor();
  await jana.close();
});

test("the palette finds, acts and commands by keyboard alone", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/accounts");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Suchen" });
  const box = palette.getByRole("combobox");
  await box.fill("koehler gmbh 105");
  await palette.getByRole("option", { name: /Köhler GmbH 105/ }).waitFor();
  await palette.locator("mark", { hasText: "Köhler" }).waitFor();
  await palette.getByRole("option", { name: "+49 30 9000105 anrufen" }).waitFor();
  await sound(page);
  await page.keyboard.press("Tab");
  await palette.getByRole("option", { name: /anrufen/, selected: true }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await palette.getByRole("option", { name: /Köhler GmbH 105/, selected: true }).waitFor();
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    page.keyboard.press("Control+Enter"),
  ]);
  await tab.getByRole("heading", { level: 1, name: "Köhler GmbH 105" }).waitFor();
  await tab.close();

  await box.fill("#10006");
  await palette.getByRole("option", { name: /Köhler GmbH 105/ }).waitFor();
  assert.equal(await palette.getByRole("option", { name: /Passwort/ }).count(), 0);
  await box.fill("kennwort");
  await palette.getByRole("option", { name: /Passwort/ }).waitFor();
  await box.fill("> dunkel");
  await palette.getByRole("option", { name: "Farben: Dunkel", selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("html[data-theme=dark]").waitFor();
  await page.keyboard.press("Control+k");
  await box.fill("> wie das");
  await palette.getByRole("option", { name: "Farben: Wie das Gerät", selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.locator("html:not([data-theme])").waitFor();

  await page.goto("/accounts");
  await page.keyboard.press("Control+k");
  await box.fill("vogt");
  await palette.getByRole("option", { name: "Liste nach „vogt“ filtern" }).click();
  await page.waitForURL(/q=vogt/);
  await jana.close();
});

test("something new is created from anywhere, one after the other", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/settings");
  await page.keyboard.press("n");
  await page.keyboard.press("o");
  const drawer = page.getByRole("dialog", { name: "Organisation anlegen" });
  await drawer.getByLabel("Organisationsname").fill("Erste Werft");
  await sound(page);
  await drawer.getByLabel("Danach weiteren anlegen").check();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Angelegt: Erste Werft").waitFor();
  const name = drawer.getByLabel("Organisationsname");
  assert.equal(await name.inputValue(), "");
  assert.equal(await drawer.getByLabel("Danach weiteren anlegen").isChecked(), true);
  await name.fill("Erste Werft");
  await name.press("Control+Enter");
  await drawer.getByText("Möglicherweise schon vorhanden").waitFor();
  await drawer.getByLabel("Danach weiteren anlegen").uncheck();
  await name.fill("Zweite Werft");
  await name.press("Control+Enter");
  await page.getByText("Angelegt: Zweite Werft").waitFor();
  await drawer.waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, "/settings");
  await sound(page);
  await page.locator(".toast", { hasText: "Zweite Werft" }).getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "Zweite Werft" }).waitFor();
  await jana.close();
});

test("what is created over a list stands in it, and chosen rows stay chosen", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/accounts?q=Kranbau");
  await page.getByText("Keine Treffer").waitFor();
  const create = async (name) => {
    await page.keyboard.press("n");
    await page.keyboard.press("o");
    const drawer = page.getByRole("dialog", { name: "Organisation anlegen" });
    await drawer.getByLabel("Organisationsname").fill(name);
    await page.keyboard.press("Control+Enter");
    await page.getByText(`Angelegt: ${name}`).waitFor();
  };
  await create("Kranbau Nord");
  await page.getByRole("link", { name: "Kranbau Nord", exact: true }).waitFor();
  await page.getByLabel("Kranbau Nord auswählen").check();
  await create("Kranbau Süd");
  assert.equal(await page.getByLabel("Kranbau Nord auswählen").isChecked(), true);
  await jana.close();
});

test("one goes from record to record in the list one came from", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/accounts?q=köhler&sort=title");
  const names = await page.locator("tbody .table__main a").allTextContents();
  assert.equal(names.length, 8);
  await page.getByRole("link", { name: names[1], exact: true }).click();
  await page.getByText("2 von 8").waitFor();
  await page.keyboard.press("j");
  await page.getByRole("heading", { level: 1, name: names[2] }).waitFor();
  await page.getByText("3 von 8").waitFor();
  await sound(page);
  await page.getByRole("textbox", { name: "Kommentar" }).fill("Weiter so");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Kommentar gespeichert.").waitFor();
  await page.getByText("3 von 8").waitFor();
  await page.keyboard.press("k");
  await page.getByRole("heading", { level: 1, name: names[1] }).waitFor();
  await page.getByRole("link", { name: "Anrufen" }).waitFor();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Tastenkürzel" });
  await keys.getByText("Nächster").waitFor();
  await keys.getByText("Formular speichern").waitFor();
  assert.equal(await keys.getByText(/^Aufgaben\d/).count(), 0, "counts are no part of a name");
  await sound(page);
  await jana.close();
});

test("an act keeps the list one came from, and is the last one that a key means", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/accounts");
  await page.locator("tbody .table__main a").nth(1).click();
  await page.getByText(/^2 von/).waitFor();
  await page.evaluate(() => {
    const { person } = document.querySelector("session-keeper").dataset;
    sessionStorage.setItem(`undo ${person}`, JSON.stringify(["/undo/none"]));
  });
  await page.getByRole("textbox", { name: "Kommentar" }).fill("Bis Mai");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Kommentar gespeichert.").waitFor();
  await page.getByText(/^2 von/).waitFor();
  const left = () => {
    const all = Object.entries(sessionStorage);
    return all.filter(([key, value]) => key.startsWith("undo ") && value !== "[]");
  };
  assert.deepEqual(await page.evaluate(left), [], "nothing before the comment is taken back");
  await sound(page);
  await jana.close();
});

test("favourites keep records and views in an order of one's own", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await openRecord(page, "Löwe AG 106");
  await page.getByRole("button", { name: "Favorit" }).click();
  await page.locator(".sidebar").getByRole("link", { name: "Löwe AG 106" }).waitFor();
  await page.goto("/accounts?filter=industry%20is%20not%20empty");
  await page.getByRole("button", { name: "Ansicht speichern" }).click();
  await page.getByLabel("Name der Ansicht").fill("Mit Branche");
  await page.keyboard.press("Enter");
  await page.getByText("Ansicht gespeichert.").waitFor();
  await page.getByRole("button", { name: "Ansicht „Mit Branche“ verwalten" }).click();
  await page.getByRole("button", { name: "Ansicht zu den Favoriten" }).click();
  const all = page.locator(".sidebar .nav", { hasText: "Favoriten" }).locator(".nav__item");
  await all.nth(1).waitFor();
  // The numbers of views come after the page, whenever they are there.
  const names = await all.evaluateAll((items) => items.map((item) => {
    const bare = item.cloneNode(true);
    bare.querySelector(".nav__count")?.remove();
    return bare.textContent;
  }));
  assert.deepEqual(names, ["Löwe AG 106", "Mit Branche"]);
  await page.goto("/me/formats#favourites");
  await page.getByRole("button", { name: "Mit Branche nach oben" }).click();
  await page.waitForFunction(
    () => document.querySelector(".sidebar .nav:has(.nav__tool) .nav__item")?.textContent
      .startsWith("Mit Branche"),
  );
  await sound(page);
  await page.getByRole("button", { name: "Löwe AG 106 aus den Favoriten nehmen" }).click();
  await page.waitForFunction(
    () => document.querySelectorAll(".sidebar .nav:has(.nav__tool) .nav__item").length === 1,
  );
  await jana.close();
});

test("settings are found by other words for them, in both languages", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/settings");
  // An entry says how many there are where it knows.
  await page.getByRole("link", { name: /^Benutzer( \d+)?$/ }).waitFor();
  await sound(page);
  for (const [word, label] of [["berechtigung", /^Benutzer( \d+)?$/], ["trash", /^Papierkorb/]]) {
    await page.getByRole("searchbox").fill(word);
    await page.getByRole("link", { name: "Sprache und Farben" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: label }).first().waitFor();
  }
  await page.getByRole("searchbox").fill("gibtesnicht");
  await page.getByText("Keine Einstellung zu „gibtesnicht“").waitFor();
  await sound(page);
  await page.goto("/modules");
  await page.getByRole("main").getByRole("link", { name: "Organisationen", exact: true }).waitFor();
  await sound(page);
  await jana.close();
});

test("a setting is found by another word, opened by key, and stands there later", async () => {
  const jana = await house.enter("jana");
  const { page } = jana;
  await page.goto("/settings");
  await sound(page);
  await page.keyboard.press("/");
  await page.keyboard.type("kenwort");
  await page.locator("#part-settings[data-text=kenwort]").waitFor();
  await sound(page);
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Passwort");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/me\/security#password$/);
  await page.goto("/settings");
  const recent = page.getByRole("navigation", { name: "Zuletzt" });
  await sound(page);
  await recent.getByRole("link", { name: "Passwort" }).click();
  await page.waitForURL(/\/me\/security#password$/);
  await page.getByRole("heading", { level: 1, name: "Meine Einstellungen" }).waitFor();
  await jana.close();
});

test("the side bar tells of tasks that are due, and only to whom they belong", async () => {
  const [jana, eva] = [await house.enter("jana"), await house.enter("eva")];
  const due = (page) => page.locator('#sidebar a[href="/tasks"] .nav__count');
  await jana.page.goto("/tasks/new");
  await jana.page.getByLabel("Betreff").fill("Rückruf Köhler");
  await jana.page.getByLabel("Fällig am").fill("01.01.2020");
  await jana.page.keyboard.press("Control+Enter");
  await jana.page.getByRole("heading", { level: 1, name: "Rückruf Köhler" }).waitFor();
  await due(jana.page).waitFor();
  assert.equal(await due(jana.page).textContent(), "1");
  await sound(jana.page);
  const isAsked = () => Object.keys(localStorage).some((key) => key.startsWith("counts/"));
  await eva.page.waitForFunction(isAsked);
  assert.equal(await due(eva.page).count(), 0);
  await Promise.all([jana.close(), eva.close()]);
});
