// Eight clients issue invoices while Kontor is killed again and again: no number is missing, none
// is given twice. `KONTOR_KILLS` says how often, `KONTOR_INVOICES` how many invoices there are.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "node:test";
import { addPerson } from "../house.mjs";
import { runCommand, startProgram } from "../program.mjs";

const CLIENTS = 8;
const KILLS = Number(process.env.KONTOR_KILLS ?? 5);
const INVOICES = Number(process.env.KONTOR_INVOICES ?? 2000);
const PORTION = 500;
/** Tries of one act; a killed Kontor is back long before the last one. */
const TRIES = 600;

const SERVER = process.env.KONTOR_TEST_POSTGRES;
const BASES = {
  SQLite: {},
  PostgreSQL: { KONTOR_DATABASE_URL: SERVER, KONTOR_DATABASE_SCHEMA: `issuing_${process.pid}` },
};

/** Asks as a program does; no answer is `undefined`. */
function caller(program, token) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return async (method, path, body) => {
    const asked = { method, headers, body: body && JSON.stringify(body) };
    const answer = await fetch(`${program.origin}/api/v1/${path}`, asked).catch(() => undefined);
    const text = await answer?.text().catch(() => undefined);
    return text === undefined ? undefined : { status: answer.status, body: JSON.parse(text) };
  };
}

async function made(call, module, fields) {
  const answer = await call("POST", module, { fields });
  assert.equal(answer?.status, 201, JSON.stringify(answer?.body));
  return answer.body.id;
}

async function drafts(call) {
  await made(call, "companies", { name: "Birkenau GmbH", vat_id: "DE136695976" });
  const account = await made(call, "accounts", { name: "Elbtal GmbH" });
  const fields = {
    subject: "Wartung",
    account: { module: "account", id: account },
    supply_from: "2026-11-20",
    lines: [
      { kind: "item", name: "Wartung", tax_class: "standard", quantity: "1", unit_price: "100" },
    ],
  };
  const ids = [];
  while (ids.length < INVOICES) {
    const length = Math.min(PORTION, INVOICES - ids.length);
    const rows = Array.from({ length }, () => ({ fields }));
    const answer = await call("POST", "invoices/batch", { rows, atomic: true });
    assert.equal(answer?.status, 200, JSON.stringify(answer?.body));
    ids.push(...answer.body.data.map((one) => one.record.id));
  }
  return ids;
}

/** Issues one, however often Kontor dies meanwhile. */
async function issue(call, id) {
  for (let n = 0; n < TRIES; n += 1) {
    const answer = await call("POST", `invoices/${id}/actions/issue`, {});
    if (answer?.status === 200) return;
    if (answer?.status === 409) {
      // It was issued, and Kontor died before it could say so.
      const there = await call("GET", `invoices/${id}`);
      if (there?.status === 200 && there.body.fields.stage === "issued") return;
    } else if (answer && answer.status < 500) {
      assert.fail(JSON.stringify(answer.body));
    }
    await pause(50);
  }
  assert.fail(`${id} was not issued after ${TRIES} tries`);
}

async function numbers(call) {
  const found = [];
  for (let cursor = ""; ; ) {
    const at = `invoices?limit=200&fields=number,stage,open_amount${cursor}`;
    const answer = await call("GET", at);
    assert.equal(answer?.status, 200, JSON.stringify(answer?.body));
    found.push(...answer.body.data.map((one) => one.fields));
    const next = answer.body.next_cursor;
    if (!next) return found;
    cursor = `&cursor=${encodeURIComponent(next)}`;
  }
}

async function survive(program) {
  await addPerson(program, "jana", "Jana Reuter", ["--admin"]);
  const token = (await runCommand(program, ["token", "create", "--user", "jana"])).trim();
  const call = caller(program, token);
  const left = await drafts(call);
  let done = 0;
  const work = async () => {
    for (let id = left.pop(); id; id = left.pop()) {
      await issue(call, id);
      done += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, work));
  for (let n = 1; n <= KILLS; n += 1) {
    const when = Math.floor(((n - Math.random()) * INVOICES) / (KILLS + 1));
    while (done < when) await Promise.race([pause(5), clients]);
    assert.ok(0 < left.length, "they were done before Kontor died");
    await program.dieAndReturn();
  }
  await clients;

  const found = await numbers(call);
  const given = found.map((one) => one.number).sort();
  const year = new Date().getFullYear();
  const wanted = Array.from({ length: INVOICES }, (_, at) => {
    return `RE-${year}-${String(at + 1).padStart(5, "0")}`;
  });
  assert.deepEqual(given, wanted);
  assert.ok(found.every((one) => one.stage === "issued"));
  assert.ok(found.every((one) => Number(one.open_amount.amount) === 119));
}

for (const [base, settings] of Object.entries(BASES)) {
  test(`invoices have no gap though Kontor dies ${KILLS} times on ${base}`, async () => {
    assert.ok(SERVER, "KONTOR_TEST_POSTGRES names no PostgreSQL");
    const own = { ...settings, KONTOR_API_RATE: "0", KONTOR_LOG: "warn" };
    const program = await startProgram({ settings: () => own });
    await survive(program).finally(() => program.stop());
  });
}
