import htmx from "htmx.org/dist/htmx.esm.js";
import { holdsInput } from "./guard";
import { keepingFocus } from "./kept-focus";

/** Shows anew what a page marks with `data-renew`, after something was created over it. */
export function renewParts() {
  for (const part of document.querySelectorAll<HTMLElement>("[data-renew][id]")) {
    // Whoever has chosen rows or is writing something keeps it.
    if (part.querySelector("tbody :checked") || holdsInput(part)) continue;
    const select = `#${part.id}`;
    const redraw = () =>
      htmx.ajax("GET", location.href, { target: part, select, swap: "outerHTML" });
    void keepingFocus(part, redraw);
  }
}
