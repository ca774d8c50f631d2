// Digests by mail: ordered in the settings, taken by a mail server, and their links lead back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SMTPServer } from "smtp-server";
import { accessFaults } from "../browser.mjs";
import { addPerson, fillSignIn, openHouse } from "../house.mjs";
import { runCommand } from "../program.mjs";

const letters = [];
let mail;
let house;

before(async () => {
  mail = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) => {
      const isKnown = username === "kontor" && password === "ge heim";
      done(isKnown ? null : new Error("unknown"), { user: username });
    },
    onData: (stream, session, done) => {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        letters.push({ to, text: Buffer.concat(parts).toString("latin1") });
        done();
      });
    },
  });
  await new Promise((resolve) => mail.listen(0, "127.0.0.1", resolve));
  const port = mail.server.address().port;
  const settings = (origin) => ({
    KONTOR_PUBLIC_URL: origin,
    KONTOR_SMTP_URL: `smtp://kontor:ge%20heim@127.0.0.1:${port}?tls=none`,
    KONTOR_SMTP_FROM: "Kontor <kontor@example.de>",
  });
  house = await openHouse({ settings });
  await addPerson(house.program, "tim", "Tim Krämer", ["--email", "tim@example.de"]);
});

after(async () => {
  await house?.close();
  await new Promise((resolve) => mail.close(resolve));
});

/** What a letter says, with its coding for the wire taken off. */
function read(letter) {
  const joined = letter.text.replace(/=\r?\n/g, "");
  const sign = (_, hex) => String.fromCharCode(Number.parseInt(hex, 16));
  const bytes = joined.replace(/=([0-9A-F]{2})/g, sign);
  return Buffer.from(bytes, "latin1").toString("utf8");
}

async function until(isSo) {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it did not come to that");
}

test("a mention comes by mail to whoever ordered it, and its link opens the record", async () => {
  const [jana, tim] = [await house.enter("jana"), await house.enter("tim")];
  await tim.page.goto("/me/messages");
  const never = tim.page.getByRole("radio", { name: "Nie" });
  assert.equal(await never.isChecked(), true);
  await tim.page.getByRole("radio", { name: "Stündlich" }).check();
  assert.deepEqual(await accessFaults(tim.page), []);
  await tim.page.getByRole("button", { name: "Auswahl übernehmen" }).click();
  await tim.page.getByText("Einstellungen gespeichert.").waitFor();
  assert.equal(await tim.page.getByRole("radio", { name: "Stündlich" }).isChecked(), true);

  await jana.page.goto("/accounts?q=K%C3%B6hler+GmbH+105");
  await jana.page.getByRole("link", { name: "Köhler GmbH 105", exact: true }).click();
  await jana.page.getByRole("textbox", { name: "Kommentar" }).fill("@Tim Krämer bitte ansehen");
  await jana.page.keyboard.press("Control+Enter");
  await jana.page.locator(".mention", { hasText: "@Tim Krämer" }).waitFor();
  await jana.close();

  // A digest leaves the last moments to the next one.
  await new Promise((resolve) => setTimeout(resolve, 5_500));
  const said = await runCommand(house.program, ["jobs", "run", "plan_digests"]);
  assert.match(said, /plan_digests: {"asked":1}/);
  await until(() => letters.length > 0);
  assert.deepEqual(letters[0].to, ["tim@example.de"]);
  const text = read(letters[0]);
  assert.match(text, /^Subject: Eine ungelesene Nachricht\r?$/m);
  assert.match(text, /Jana Reuter hat Sie erwähnt/);
  assert.match(text, /> @Tim Krämer bitte ansehen/);
  const link = text.match(/^http\S+\/accounts\/\S+$/m)[0];

  await tim.page.goto(link);
  await tim.page.getByRole("heading", { level: 1, name: "Köhler GmbH 105" }).waitFor();
  await tim.page.goto(text.match(/List-Unsubscribe: <(\S+)>/)[1]);
  await tim.page.getByRole("radio", { name: "Nie" }).check();
  await tim.page.getByRole("button", { name: "Auswahl übernehmen" }).click();
  await tim.page.getByText("Einstellungen gespeichert.").waitFor();
  await tim.close();
  const again = await runCommand(house.program, ["jobs", "run", "plan_digests"]);
  assert.match(again, /plan_digests: {"asked":0}/);
  assert.equal(letters.length, 1);
});

test("whoever has no mail address is told so", async () => {
  const jana = await house.enter("jana");
  await jana.page.goto("/me/messages");
  await jana.page.getByText("Für Sie ist keine E-Mail-Adresse hinterlegt.").waitFor();
  assert.equal(await jana.page.getByRole("radio", { name: "Stündlich" }).isDisabled(), true);
  assert.deepEqual(await accessFaults(jana.page), []);
  await jana.close();
});

test("a forgotten password is set anew by a link in a letter", async () => {
  const tim = await house.enter("tim");
  const { page } = tim;
  await tim.context.clearCookies();
  await page.goto("/login");
  assert.deepEqual(await accessFaults(page), []);
  await page.getByRole("link", { name: "Passwort vergessen?" }).click();
  await page.getByLabel("Anmeldename oder E-Mail-Adresse").fill("tim@example.de");
  assert.deepEqual(await accessFaults(page), []);
  const before = letters.length;
  await page.getByRole("button", { name: "Link anfordern" }).click();
  await page.getByText("ist ein Link unterwegs").waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await until(() => letters.length > before);
  const text = read(letters.at(-1));
  assert.match(text, /^Subject: Neues Passwort/m);
  const link = text.match(/^http\S+\/login\/link\S+$/m)[0];
  await page.goto(link);
  await page.getByRole("heading", { level: 1, name: "Neues Passwort" }).waitFor();
  await page.getByLabel("Neues Passwort").fill("kurz");
  await page.getByRole("button", { name: "Passwort setzen" }).click();
  await page.getByText("mindestens 12 Zeichen").first().waitFor();
  assert.deepEqual(await accessFaults(page), []);
  await page.getByLabel("Neues Passwort").fill("vier Birnen im Keller");
  await page.getByRole("button", { name: "Passwort setzen" }).click();
  await page.getByText("Ihr Passwort ist gesetzt.").waitFor();
  await fillSignIn(page, "tim", "vier Birnen im Keller");
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto(link);
  await page.getByText("Dieser Link gilt nicht mehr.").waitFor();
  await tim.close();
});
