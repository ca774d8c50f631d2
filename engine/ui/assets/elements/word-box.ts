// A text in which words are completed from a list that stands beside it in the page. Without
// script the words are read below and typed.
import Combobox from "@github/combobox-nav";

const WORD = /[\p{L}_][\p{L}\d_.]*$/u;
const MOST = 8;

class WordBox extends HTMLElement {
  #nav: Combobox | null = null;

  connectedCallback() {
    const { text, list } = this.#parts();
    if (!text || !list) return;
    text.addEventListener("input", () => this.#offer());
    text.addEventListener("keydown", (event) => this.#key(event), true);
    text.addEventListener("blur", () => this.#hide());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("combobox-commit", (event) => this.#choose(event.target as HTMLElement));
  }

  disconnectedCallback() {
    this.#nav?.destroy();
  }

  #parts() {
    const text = this.querySelector("textarea");
    const list = this.querySelector<HTMLElement>("[role=listbox]");
    return { text, list };
  }

  /** The word before the caret, unless it stands in quotes. */
  get #typed(): string {
    const { text } = this.#parts();
    const before = text?.value.slice(0, text.selectionStart) ?? "";
    const isQuoted = (before.match(/"/g)?.length ?? 0) % 2 === 1;
    return isQuoted ? "" : (WORD.exec(before)?.[0] ?? "");
  }

  #offer() {
    const { text, list } = this.#parts();
    const typed = this.#typed.toLowerCase();
    if (!text || !list) return;
    const all = [...list.querySelectorAll<HTMLElement>("[role=option]")];
    const rank = (option: HTMLElement) => {
      const value = (option.dataset.value ?? "").toLowerCase();
      if (value === typed || typed === "") return 0;
      if (value.startsWith(typed)) return 3;
      const words = `${value} ${option.textContent ?? ""}`.toLowerCase().split(/[\s.(_›]+/);
      return words.some((word) => word.startsWith(typed)) ? 1 : 0;
    };
    const best = all.filter((option) => rank(option) > 0);
    best.sort((one, two) => rank(two) - rank(one));
    const shown = new Set(best.slice(0, MOST));
    for (const option of all) option.hidden = !shown.has(option);
    if (shown.size === 0) return this.#hide();
    if (!list.matches(":popover-open")) list.showPopover();
    this.#nav?.destroy();
    this.#nav = new Combobox(text, list, {
      tabInsertsSuggestions: true,
      firstOptionSelectionMode: "selected",
    });
    this.#nav.start();
  }

  #hide() {
    const { list } = this.#parts();
    this.#nav?.destroy();
    this.#nav = null;
    if (list?.matches(":popover-open")) list.hidePopover();
  }

  #key(event: KeyboardEvent) {
    if (event.key !== "Escape" || !this.#nav) return;
    event.preventDefault();
    event.stopPropagation();
    this.#hide();
  }

  #choose(option: HTMLElement) {
    const { text } = this.#parts();
    const { value = "" } = option.dataset;
    if (!text) return;
    const end = text.selectionStart;
    text.setRangeText(value, end - this.#typed.length, end, "end");
    this.#hide();
    text.focus();
    text.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("word-box", WordBox);
