// Short forms above a timeline: each is fetched when its tab is first chosen, and what was typed
// stays while another one is in front. Without script the tabs lead to pages.
import htmx from "htmx.org/dist/htmx.esm.js";
import { mayLeave } from "./guard";
import { renewParts } from "./renew";

const FIRST = "input:not([type=hidden], [hidden]), select, textarea";

class ComposerTabs extends HTMLElement {
  #wanted = "note";

  connectedCallback() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#left(event));
    this.addEventListener("htmx:after:swap", () => this.#swapped());
  }

  #clicked(event: MouseEvent) {
    const target = event.target as Element;
    if (target.closest("[data-close-panel]")) {
      event.preventDefault();
      this.#leave();
      return;
    }
    const tab = target.closest<HTMLAnchorElement>("a[data-panel]");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (!tab || !isPlain) return;
    event.preventDefault();
    void this.#show(tab);
  }

  #left(event: KeyboardEvent) {
    const panel = (event.target as Element).closest<HTMLElement>("[data-holds]");
    if (event.key !== "Escape" || event.defaultPrevented || panel?.dataset.holds === "note") return;
    if (!panel || panel.querySelector("[popover]:popover-open")) return;
    event.preventDefault();
    this.#leave();
  }

  /** Leaving a form that holds something is asked about, as in a drawer. */
  #leave() {
    const shown = this.#shown;
    if (shown && mayLeave(shown)) this.#end();
  }

  get #panels(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(":scope > [data-holds]")];
  }

  get #shown(): HTMLElement | undefined {
    return this.#panels.find((panel) => !panel.hidden);
  }

  async #show(tab: HTMLAnchorElement) {
    const name = tab.dataset.panel ?? "note";
    this.#wanted = name;
    let panel = this.#panels.find((one) => one.dataset.holds === name);
    if (!panel) {
      panel = document.createElement("div");
      panel.dataset.holds = name;
      panel.hidden = true;
      this.append(panel);
      const address = new URL(tab.href);
      address.searchParams.set("frame", "inline");
      const to = address.pathname + address.search;
      await htmx.ajax("GET", to, { target: panel, swap: "innerHTML" });
      if (!panel.childElementCount) return panel.remove();
    }
    // Whoever chose another tab meanwhile gets that one.
    if (this.#wanted !== name || !panel.childElementCount) return;
    for (const one of this.querySelectorAll("a[data-panel]")) one.removeAttribute("aria-current");
    tab.setAttribute("aria-current", "true");
    for (const one of this.#panels) one.hidden = one !== panel;
    panel.querySelector<HTMLElement>(FIRST)?.focus();
  }

  /** Leaves a short form: what it held is gone, the comment is in front again. */
  #end() {
    const shown = this.#shown;
    const tab = this.querySelector<HTMLAnchorElement>("a[data-panel=note]");
    if (shown && shown.dataset.holds !== "note") shown.remove();
    if (tab) void this.#show(tab);
  }

  #swapped() {
    if (!this.querySelector("[data-done]")) return;
    this.#end();
    renewParts();
  }
}

customElements.define("composer-tabs", ComposerTabs);
