// A firm in the middle of its working day: people who may sign in, and lists with records.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openBrowser, openPerson } from "./browser.mjs";
import { runCommand, startProgram } from "./program.mjs";

export const PASSWORD = "drei Äpfel im Schrank";

const WAYS = ["GmbH", "AG", "KG", "& Söhne OHG", "e. K."];
const NAMES = ["Ackermann", "Brückner", "Dörfler", "Großmann", "Jäger", "Köhler", "Löwe", "Vogt"];
const TRADES = ["Bau", "Handel", "Gesundheit"];

/** Starts a firm whose administrator is Jana, with organisations and a browser. */
export async function openHouse(options) {
  const program = await startProgram(options);
  const browser = await openBrowser();
  const close = async () => {
    await browser.close();
    await program.stop();
  };
  try {
    await addPerson(program, "jana", "Jana Reuter", ["--admin"]);
    await importList(program, "accounts", organisations(64));
    await importList(program, "contacts", contacts(8));
  } catch (error) {
    await close();
    throw error;
  }
  const enter = async (name, options) => {
    const person = await openPerson(browser, program.origin, options);
    await signIn(person.page, name);
    return person;
  };
  return { program, browser, enter, close };
}

/** Adds somebody who may sign in with the password of this house. */
export function addPerson(program, name, fullName, more = []) {
  const words = ["user", "add", "--name", name, "--full-name", fullName, ...more];
  return runCommand(program, words, `${PASSWORD}\n`);
}

/** Signs in on the page in front of somebody. */
export async function signIn(page, name, password = PASSWORD) {
  await page.goto("/login");
  await fillSignIn(page, name, password);
  await page.waitForURL((url) => url.pathname === "/");
}

/** Fills the form of the sign-in and sends it. */
export async function fillSignIn(page, name, password) {
  await page.getByLabel("Anmeldename").fill(name);
  await page.getByLabel("Passwort").fill(password);
  await page.getByRole("button", { name: "Anmelden", exact: true }).click();
}

/** A list as it comes out of a spreadsheet; every name is there once. */
export function organisations(count) {
  const rows = Array.from({ length: count }, (_, at) => {
    const name = `${NAMES[at % NAMES.length]} ${WAYS[at % WAYS.length]} ${100 + at}`;
    const phone = `+49 30 9000${100 + at}`;
    return `${name};Hauptstraße ${at + 1};10115;Berlin;${phone};${TRADES[at % TRADES.length]}`;
  });
  return ["Organisationsname;Straße;PLZ;Ort;Telefon;Branche", ...rows, ""].join("\r\n");
}

function contacts(count) {
  const row = (_, at) => `Anna;${NAMES[at]};anna${at}@example.de;030 5550 1${at}`;
  const rows = Array.from({ length: count }, row);
  return ["Vorname;Nachname;E-Mail;Telefon", ...rows, ""].join("\r\n");
}

async function importList(program, module, text) {
  const folder = await mkdtemp(path.join(tmpdir(), "kontor-list-"));
  const file = path.join(folder, `${module}.csv`);
  await writeFile(file, text);
  await runCommand(program, ["import", module, file]);
  await rm(folder, { recursive: true });
}
