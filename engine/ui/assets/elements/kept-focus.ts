// Where the keyboard was before a page or a part of it was drawn anew, so that it goes on there.
const KEY = "focus";
const AGE = 10_000;

/** How an element is found again; null for what nothing tells apart. */
function told(element: Element | null): string | null {
  if (!element || element === document.body) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const by = (name: string) => {
    const value = element.getAttribute(name);
    return value === null ? "" : `[${name}="${CSS.escape(value)}"]`;
  };
  const own = ["href", "name", "value", "formaction", "aria-label"].map(by).join("");
  const action = element.closest("form")?.getAttribute("action");
  const within = action ? `form[action="${CSS.escape(action)}"] ` : "";
  return own || within ? `${within}${element.localName}${own}` : null;
}

function goOn(place: string | null) {
  const active = document.activeElement;
  if (!place || (active && active !== document.body)) return;
  document.querySelector<HTMLElement>(place)?.focus({ preventScroll: true });
}

/** Redraws a part of the page, and goes on where one was in it. */
export async function keepingFocus(part: HTMLElement, redraw: () => Promise<unknown>) {
  const active = document.activeElement;
  const place = part.contains(active) ? told(active) : null;
  await redraw();
  goOn(place);
}

// A form that leads back to its page: its button is there again, or nothing like it.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const place = form.querySelector("textarea") ? null : told(event.submitter);
  const kept = place && JSON.stringify([Date.now(), location.pathname, place]);
  if (kept) sessionStorage.setItem(KEY, kept);
  else sessionStorage.removeItem(KEY);
});

const [at, path, place] = JSON.parse(sessionStorage.getItem(KEY) ?? "[0, null, null]") as [
  number,
  string | null,
  string | null,
];
sessionStorage.removeItem(KEY);
if (Date.now() - at < AGE && path === location.pathname) goOn(place);
