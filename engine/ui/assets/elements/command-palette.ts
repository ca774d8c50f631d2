// Search and commands from anywhere: opens over the page, asks the server, moves with the arrow
// keys. Tab goes to what can be done with the chosen record, Alt+Enter does the first of it,
// Ctrl+Enter opens a new tab. Without script the same button is a link to the search page.
import Combobox from "@github/combobox-nav";
import htmx from "htmx.org/dist/htmx.esm.js";

class CommandPalette extends HTMLElement {
  #nav: Combobox | null = null;
  #timer = 0;
  #acting = 0;
  #asked = "";
  #actsOf = "";
  #onOpen = (event: Event) => {
    const opener = (event.target as Element).closest("[data-palette]");
    const mouse = event as MouseEvent;
    if (!opener || mouse.ctrlKey || mouse.metaKey) return;
    event.preventDefault();
    this.#open();
  };

  connectedCallback() {
    document.addEventListener("click", this.#onOpen);
    this.#input?.addEventListener("input", () => this.#askSoon());
    this.#input?.addEventListener("keydown", (event) => this.#key(event), true);
    this.#dialog?.addEventListener("close", () => this.#nav?.stop());
    this.#list?.addEventListener("combobox-select", (event) => this.#selected(event));
    this.#list?.addEventListener("combobox-commit", (event) => this.#committed(event));
    this.querySelector("form.palette__search")?.addEventListener("submit", (event) => {
      if (this.#chosen) event.preventDefault();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onOpen);
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#acting);
  }

  get #dialog() {
    return this.querySelector("dialog");
  }

  get #input() {
    return this.querySelector<HTMLInputElement>(".palette__input");
  }

  get #list() {
    return this.querySelector<HTMLElement>(".palette__list");
  }

  get #chosen() {
    return this.querySelector<HTMLElement>('[role=option][aria-selected="true"]');
  }

  #open() {
    const [dialog, input, list] = [this.#dialog, this.#input, this.#list];
    if (!dialog || !input || !list || dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    this.#nav ??= new Combobox(input, list, {
      firstOptionSelectionMode: "selected",
      tabInsertsSuggestions: false,
    });
    this.#nav.start();
    this.#asked = "\n";
    void this.#ask();
  }

  #key(event: KeyboardEvent) {
    if (event.isComposing) return;
    const done = this.#keyed(event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** In a search field Esc would only empty the text; here it closes exactly one layer. */
  #keyed(event: KeyboardEvent): boolean {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") {
      this.#dialog?.close();
      return true;
    }
    if (event.key === "Tab") return this.#toActs(event.shiftKey);
    if (event.key !== "Enter" || event.shiftKey) return false;
    if (event.altKey) {
      this.querySelector<HTMLElement>("#palette-acts [role=option]")?.click();
      return true;
    }
    const link = this.#chosen;
    if (!control || !(link instanceof HTMLAnchorElement)) return false;
    window.open(link.href, "_blank", "noopener");
    return true;
  }

  /** From a record to its acts, and back. */
  #toActs(isBack: boolean): boolean {
    const options = [...this.querySelectorAll<HTMLElement>("[role=option]")];
    const from = this.#chosen ? options.indexOf(this.#chosen) : -1;
    const first = options.findIndex((option) => option.closest("#palette-acts"));
    const of = options.findIndex((option) => option.dataset.of === this.#actsOf);
    const to = isBack ? of : first;
    if (0 <= from && 0 <= to && from !== to) this.#nav?.navigate((to - from) as 1);
    return true;
  }

  /** What can be done belongs to the record that is chosen. */
  #selected(event: Event) {
    const of = (event.target as HTMLElement).dataset.of;
    window.clearTimeout(this.#acting);
    if (!of || of === this.#actsOf) return;
    this.#acting = window.setTimeout(() => void this.#showActs(of), 80);
  }

  async #showActs(of: string) {
    const place = this.querySelector<HTMLElement>("#palette-acts");
    if (!place) return;
    this.#actsOf = of;
    const url = `/search/acts?of=${encodeURIComponent(of)}`;
    await htmx.ajax("GET", url, { target: place, swap: "innerHTML" });
  }

  /** What opens over the page, or says a thing on it, needs the page. */
  #committed(event: Event) {
    const option = event.target as HTMLAnchorElement;
    const stays = option.dataset.layer || /^(tel|mailto):/.test(option.href ?? "");
    if (stays || new URL(option.href || "#", location.href).hash) this.#dialog?.close();
  }

  #askSoon() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), 120);
  }

  async #ask() {
    const [input, list] = [this.#input, this.#list];
    const words = input?.value.trim() ?? "";
    if (!list || words === this.#asked) return;
    this.#asked = words;
    const query = new URLSearchParams({ q: words, here: location.pathname });
    await htmx.ajax("GET", `/search/palette?${query}`, { target: list, swap: "innerHTML" });
    const first = list.querySelector<HTMLElement>("[data-of]");
    this.#actsOf = first?.dataset.of ?? "";
    this.#nav?.resetSelection();
  }
}

customElements.define("command-palette", CommandPalette);
