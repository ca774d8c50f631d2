// Kontor as a process of its own, on a free port and with a data folder that is thrown away.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const START_LIMIT = 60_000;
const STOP_LIMIT = 10_000;
const FILE = process.env.KONTOR_TEST_PROGRAM ?? path.resolve("../../target/debug/kontor");

/**
 * Starts `kontor serve` and waits until it is ready; `stop` ends it and removes its data.
 * `settings` makes of its address what stands in its environment; with `named` people come to a
 * name instead of a number, and the program knows it.
 */
export async function startProgram(given = {}) {
  const { options = [], settings = () => ({}), named = false } = given;
  const data = await mkdtemp(path.join(tmpdir(), "kontor-journey-"));
  const address = `127.0.0.1:${await freePort()}`;
  const words = ["serve", "--data", data, "--listen", address, ...options];
  const origin = `http://${named ? address.replace("127.0.0.1", "localhost") : address}`;
  const own = named ? { KONTOR_PUBLIC_URL: origin } : {};
  const env = { ...process.env, ...own, ...settings(origin) };
  const begin = () => {
    const child = spawn(FILE, words, { env, stdio: ["ignore", "pipe", "pipe"] });
    return { child, printed: collect(child) };
  };
  let run = begin();
  const printed = () => run.printed();
  const stop = async () => {
    await end(run.child);
    await rm(data, { recursive: true, force: true });
  };
  // As if the power failed, and came back.
  const dieAndReturn = async () => {
    const over = ended(run.child);
    run.child.kill("SIGKILL");
    await over;
    run = begin();
    await becomeReady(run.child, origin);
  };
  try {
    await becomeReady(run.child, origin);
  } catch (error) {
    await stop();
    throw new Error(`${error.message}\n${printed()}`);
  }
  return { origin, data, env, printed, stop, dieAndReturn };
}

/** The one-time address of the first start, as the program printed it. */
export async function setupAddress(program) {
  const until = Date.now() + START_LIMIT;
  while (Date.now() < until) {
    const found = program.printed().match(/https?:\/\/\S+\/setup\S*/);
    if (found) return found[0];
    await pause(50);
  }
  throw new Error(`no set-up address was printed:\n${program.printed()}`);
}

/** Runs a command such as `["token", "create"]` on the same data; answers standard output. */
export async function runCommand(program, words, input = "") {
  const child = spawn(FILE, [...words, "--data", program.data], { env: program.env });
  const printed = collect(child);
  let output = "";
  child.stdout.on("data", (text) => (output += text));
  child.stdin.end(input);
  const code = await ended(child);
  if (code !== 0) throw new Error(`kontor ${words.join(" ")} ended with ${code}:\n${printed()}`);
  return output;
}

function collect(child) {
  let text = "";
  child.stdout.on("data", (more) => (text += more));
  child.stderr.on("data", (more) => (text += more));
  return () => text;
}

async function becomeReady(child, origin) {
  let failed;
  child.once("error", (error) => (failed = error));
  child.once("exit", (code) => (failed ??= new Error(`${FILE} ended with ${code}`)));
  const until = Date.now() + START_LIMIT;
  while (!failed && Date.now() < until) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(50);
  }
  throw failed ?? new Error(`${FILE} was not ready after ${START_LIMIT / 1000} s`);
}

async function end(child) {
  if (child.pid === undefined || child.exitCode !== null) return;
  const over = ended(child);
  child.kill("SIGTERM");
  const late = pause(STOP_LIMIT).then(() => "late");
  if ((await Promise.race([over, late])) !== "late") return;
  child.kill("SIGKILL");
  await over;
  throw new Error(`kontor did not stop within ${STOP_LIMIT / 1000} s of SIGTERM`);
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code));
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
