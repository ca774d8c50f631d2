// Chromium, watched: whatever a page does wrong on the way fails the journey.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A browser without network of its own. */
export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.KONTOR_TEST_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A person at a browser of their own: cookies apart from everybody else's. */
export async function openPerson(browser, origin, options = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const faults = [];
  context.on("page", (page) => watch(page, origin, faults));
  const page = await context.newPage();
  if (options?.javaScriptEnabled !== false) waitForScript(page);
  const close = async () => {
    await context.close();
    if (faults.length > 0) throw new Error(`the browser saw faults:\n${faults.join("\n")}`);
  };
  return { context, page, faults, close };
}

/** A page that was gone to is ready for keys: its script reads the markup right after loading. */
function waitForScript(page) {
  const goto = page.goto.bind(page);
  const isReady = () =>
    !document.querySelector("[hx-get], [hx-post]") ||
    document.querySelector("[data-htmx-powered]") !== null;
  page.goto = async (...address) => {
    const answer = await goto(...address);
    await page.waitForFunction(isReady);
    return answer;
  };
}

/**
 * Presses what saves a setting and waits for the page after it. The word alone is no proof: it
 * may still stand there from the act before.
 */
export async function save(page, button) {
  const anew = page.waitForEvent("load");
  await button.click();
  await anew;
  await page.getByText("Gespeichert. Es gilt ab sofort.").waitFor();
}

/** Everything that axe finds wrong on the page as it stands, one line each. */
export async function accessFaults(page) {
  await page.evaluate(await readFile(AXE, "utf8"));
  const violations = await page.evaluate(async (rules) => {
    const result = await globalThis.axe.run(document, { runOnly: rules });
    return result.violations;
  }, RULES);
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => {
      const why = node.any[0]?.message ?? node.all[0]?.message ?? violation.help;
      return `${violation.id}: ${node.html.slice(0, 160)} (${why})`;
    }),
  );
}

/** How many pixels the page is wider than the window; people then scroll sideways. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
}

/** Pairs of panes of a record that lie over each other, however far their content runs. */
export function overlaps(page) {
  return page.evaluate(() => {
    const panes = [...document.querySelectorAll(".record-split > *")].map((pane) => {
      const { left, right, top } = pane.getBoundingClientRect();
      const scrolls = getComputedStyle(pane).overflowY !== "visible";
      const bottom = top + (scrolls ? pane.clientHeight : pane.scrollHeight);
      return { name: pane.className, left, right, top, bottom };
    });
    const meet = (a, b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return panes.flatMap((one, at) =>
      panes.slice(at + 1).filter((other) => meet(one, other))
        .map((other) => `${one.name} and ${other.name}`));
  });
}

function watch(page, origin, faults) {
  page.on("console", (message) => {
    if (isFault(message)) faults.push(`console on ${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error on ${page.url()}: ${error.message}`));
  page.on("request", (request) => {
    const isOurs = request.url().startsWith(`${origin}/`) || /^(data|blob):/.test(request.url());
    if (!isOurs) faults.push(`request to a foreign address: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} from ${response.url()}`);
  });
}

// A refused answer (401, 409, 422) is part of a journey; the browser reports it as an error.
function isFault(message) {
  const text = message.text();
  if (/Content Security Policy|Trusted(HTML|Script|ScriptURL)/.test(text)) return true;
  return message.type() === "error" && !text.startsWith("Failed to load resource");
}
