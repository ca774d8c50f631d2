// A field that looks records up while one types; the list of choices is HTML from the server.
// The chosen id stands in a hidden input, so that the form posts it like any other field.
import Combobox from "@github/combobox-nav";
import htmx from "htmx.org/dist/htmx.esm.js";

class ComboBox extends HTMLElement {
  #nav: Combobox | null = null;
  #timer = 0;

  connectedCallback() {
    const { text, list } = this.#parts();
    if (!text || !list) return;
    text.disabled = false;
    this.#nav = new Combobox(text, list, { firstOptionSelectionMode: "selected" });
    text.addEventListener("input", () => this.#askSoon(200));
    text.addEventListener("click", () => this.#askSoon(0));
    text.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Element | null;
      if (!this.contains(next) && !next?.closest("session-keeper")) this.#hide();
    });
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("combobox-commit", (event) => this.#choose(event.target as HTMLElement));
    this.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-clear]")) this.#clear();
    });
    this.querySelector("select")?.addEventListener("change", () => this.#clear());
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    this.#nav?.destroy();
  }

  #parts() {
    return {
      text: this.querySelector<HTMLInputElement>(".combo__input"),
      list: this.querySelector<HTMLElement>(".combo__list"),
      id: this.querySelector<HTMLInputElement>("input[data-id]"),
      pill: this.querySelector<HTMLElement>(".pill"),
    };
  }

  get #isOpen(): boolean {
    return this.#parts().list?.matches(":popover-open") ?? false;
  }

  #askSoon(wait: number) {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), wait);
  }

  async #ask() {
    const { text, list } = this.#parts();
    if (!text || !list || document.activeElement !== text) return;
    const url = new URL(this.dataset.source ?? "", location.href);
    const kind = this.querySelector("select")?.value;
    if (kind) url.searchParams.set("to", kind);
    url.searchParams.set("q", text.value);
    await htmx.ajax("GET", url.pathname + url.search, { target: list, swap: "innerHTML" });
    if (document.activeElement !== text) return;
    list.showPopover();
    this.#nav?.stop();
    this.#nav?.start();
  }

  #hide() {
    const { text, list } = this.#parts();
    this.#nav?.stop();
    list?.hidePopover();
    if (text) text.value = "";
  }

  #key(event: KeyboardEvent) {
    const { text } = this.#parts();
    if (event.key === "Escape" && this.#isOpen) {
      event.stopPropagation();
      event.preventDefault();
      this.#hide();
    } else if (event.key === "Backspace" && text?.value === "") {
      this.#clear();
    } else if (event.key === "ArrowDown" && !this.#isOpen) {
      this.#askSoon(0);
    }
  }

  #choose(option: HTMLElement) {
    const { text, id, pill } = this.#parts();
    if (!id || !pill || option.dataset.value === undefined) return;
    id.value = option.dataset.value;
    const name = pill.querySelector(".truncate");
    if (name) name.textContent = option.dataset.label ?? option.textContent;
    pill.hidden = false;
    this.#hide();
    text?.focus();
    id.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #clear() {
    const { text, id, pill } = this.#parts();
    if (!id || !pill || pill.hidden) return;
    id.value = "";
    pill.hidden = true;
    text?.focus();
    id.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("combo-box", ComboBox);
