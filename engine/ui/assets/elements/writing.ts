// Knows whether something is on its way to the server: by script, or by a form that loads a page.
import type { Context } from "./token";

const LONGEST = 10_000;

const requests = new Set<Context>();
let left = Number.NEGATIVE_INFINITY;

const context = (event: Event) => (event as CustomEvent<{ ctx: Context }>).detail.ctx;

document.addEventListener("htmx:before:request", (event) => {
  const ctx = context(event);
  if (ctx.request.method !== "GET") requests.add(ctx);
});
document.addEventListener("htmx:finally:request", (event) => {
  const wasWriting = requests.delete(context(event));
  if (wasWriting && requests.size === 0) document.dispatchEvent(new Event("written"));
});
window.addEventListener(
  "submit",
  (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method === "post" && !form.hasAttribute("hx-post")) left = event.timeStamp;
  },
  true,
);
window.addEventListener("pageshow", () => {
  left = Number.NEGATIVE_INFINITY;
});

/** No page follows the form after all. */
export function stays() {
  left = Number.NEGATIVE_INFINITY;
}

/** Requests of the script that change something; `written` is told when the last has its answer. */
export function isWriting(): boolean {
  return requests.size > 0;
}

/** Whether a form was sent whose answer will be the next page. */
export function isLeaving(): boolean {
  return performance.now() - left < LONGEST;
}
