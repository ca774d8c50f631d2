// Search from anywhere: opens over the page, asks the server, moves with the arrow keys.
// Without script the same button is a link to the search page.
import Combobox from "@github/combobox-nav";
import htmx from "htmx.org/dist/htmx.esm.js";

class CommandPalette extends HTMLElement {
  #nav: Combobox | null = null;
  #timer = 0;
  #asked = "";
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
    this.#input?.addEventListener("keydown", (event) => this.#closeByKey(event), true);
    this.#dialog?.addEventListener("close", () => this.#nav?.stop());
    this.querySelector("form")?.addEventListener("submit", (event) => {
      if (this.querySelector('[role=option][aria-selected="true"]')) event.preventDefault();
    });
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onOpen);
    window.clearTimeout(this.#timer);
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

  #open() {
    const [dialog, input, list] = [this.#dialog, this.#input, this.#list];
    if (!dialog || !input || !list || dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    this.#nav ??= new Combobox(input, list, { firstOptionSelectionMode: "selected" });
    this.#nav.start();
    this.#asked = "\n";
    void this.#ask();
  }

  /** In a search field the browser would only empty the text; Esc closes exactly one layer. */
  #closeByKey(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.#dialog?.close();
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
    const url = `/search?part=palette&q=${encodeURIComponent(words)}`;
    await htmx.ajax("GET", url, { target: list, swap: "innerHTML" });
    this.#nav?.resetSelection();
  }
}

customElements.define("command-palette", CommandPalette);
