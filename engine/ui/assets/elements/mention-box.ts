// A text in which `@` offers people; whoever is chosen is named in the text, and posted by id so
// that people of one name are told apart. Without script the name is typed.
import Combobox from "@github/combobox-nav";
import htmx from "htmx.org/dist/htmx.esm.js";

const NAMED = /(?:^|[\s(])@([\p{L}\d._-]*(?: [\p{L}\d._-]+)?)$/u;

class MentionBox extends HTMLElement {
  #nav: Combobox | null = null;
  #timer = 0;

  connectedCallback() {
    const { text, list } = this.#parts();
    if (!text || !list) return;
    text.addEventListener("input", () => this.#askSoon());
    text.addEventListener("keydown", (event) => this.#key(event), true);
    text.addEventListener("blur", () => this.#hide());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("combobox-commit", (event) => this.#choose(event.target as HTMLElement));
  }

  disconnectedCallback() {
    window.clearTimeout(this.#timer);
    this.#nav?.destroy();
  }

  #parts() {
    const text = this.querySelector("textarea");
    const list = this.querySelector<HTMLElement>("[role=listbox]");
    return { text, list };
  }

  /** What is typed behind the last `@` before the caret; null where nobody is named. */
  get #typed(): string | null {
    const { text } = this.#parts();
    const before = text?.value.slice(0, text.selectionStart) ?? "";
    return NAMED.exec(before)?.[1] ?? null;
  }

  #askSoon() {
    window.clearTimeout(this.#timer);
    if (this.#typed === null) this.#hide();
    else this.#timer = window.setTimeout(() => void this.#ask(), 120);
  }

  async #ask() {
    const { text, list } = this.#parts();
    const typed = this.#typed;
    if (!text || !list || typed === null) return;
    const url = `${this.dataset.source}?q=${encodeURIComponent(typed)}`;
    await htmx.ajax("GET", url, { target: list, swap: "innerHTML" });
    if (document.activeElement !== text || this.#typed !== typed) return;
    if (!list.querySelector("[role=option]")) return this.#hide();
    list.showPopover();
    this.#nav?.destroy();
    this.#nav = new Combobox(text, list, { firstOptionSelectionMode: "selected" });
    this.#nav.start();
  }

  #hide() {
    const { list } = this.#parts();
    this.#nav?.destroy();
    this.#nav = null;
    if (list?.matches(":popover-open")) list.hidePopover();
  }

  #key(event: KeyboardEvent) {
    if (!this.#nav) return;
    // Of one proposal an arrow has nowhere to go, and would unselect it.
    const isOnly = this.querySelectorAll("[role=option]").length === 1;
    const isStuck = isOnly && /^Arrow(Up|Down)$/.test(event.key);
    if (event.key !== "Escape" && !isStuck) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isStuck) this.#hide();
  }

  #choose(option: HTMLElement) {
    const { text } = this.#parts();
    const { label = "", value = "" } = option.dataset;
    const typed = this.#typed;
    if (!text || typed === null) return;
    const end = text.selectionStart;
    text.setRangeText(`${label} `, end - typed.length, end, "end");
    const chosen = document.createElement("input");
    chosen.type = "hidden";
    chosen.name = "mention";
    chosen.value = value;
    this.append(chosen);
    this.#hide();
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("mention-box", MentionBox);
