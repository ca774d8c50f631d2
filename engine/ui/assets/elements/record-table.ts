// Selection and keys of a table of records; the checkboxes themselves are plain HTML.
// What is chosen on other pages of the same list goes along unseen; `data-done` lets all go.
import { KeptSelection } from "./kept-selection";
import { isTyping } from "./typing";

class RecordTable extends HTMLElement {
  #last: HTMLInputElement | null = null;
  #kept = new KeptSelection("");
  /** A page that the browser kept shows what was chosen since. */
  #onShow = (event: PageTransitionEvent) => {
    if (event.persisted) this.#recall();
  };

  connectedCallback() {
    addEventListener("pageshow", this.#onShow);
    this.addEventListener("change", (event) => this.#changed(event.target));
    this.addEventListener("click", (event) => this.#extend(event));
    this.addEventListener("click", (event) => {
      if ((event.target as Element).closest("[data-select-none]")) this.#clear();
    });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("htmx:after:swap", () => this.#count());
    this.#recall();
  }

  disconnectedCallback() {
    removeEventListener("pageshow", this.#onShow);
  }

  #recall() {
    this.#kept = new KeptSelection(this.dataset.of ?? "");
    if (this.hasAttribute("data-done")) this.#kept.ids.clear();
    for (const box of this.#boxes) box.checked = this.#kept.ids.has(box.value);
    this.#count();
  }

  get #boxes(): HTMLInputElement[] {
    return [...this.querySelectorAll<HTMLInputElement>("tbody .table__check input")];
  }

  #changed(target: EventTarget | null) {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.matches("[data-select-page]")) {
      for (const box of this.#boxes) box.checked = target.checked;
    } else if (target === this.#every && target.checked) {
      for (const box of this.#boxes) box.checked = true;
    }
    this.#count();
  }

  /** With Shift, everything between two clicks gets the same state. */
  #extend(event: MouseEvent) {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches("tbody .table__check input")) return;
    const boxes = this.#boxes;
    const [from, to] = [this.#last ? boxes.indexOf(this.#last) : -1, boxes.indexOf(box)];
    if (event.shiftKey && 0 <= from) {
      const between = boxes.slice(Math.min(from, to), Math.max(from, to) + 1);
      for (const other of between) other.checked = box.checked;
      this.#count();
    }
    this.#last = box;
  }

  /** The box that means all records of the list, on this page and on others. */
  get #every(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>(".bulkbar input[name=all]");
  }

  #clear() {
    for (const box of this.#boxes) box.checked = false;
    this.#kept.ids.clear();
    this.#count();
  }

  /** Keeps what is chosen here, and lets the form send what is chosen elsewhere. */
  #keep(boxes: HTMLInputElement[]) {
    const { ids } = this.#kept;
    for (const box of boxes) box.checked ? ids.add(box.value) : ids.delete(box.value);
    this.#kept.save();
    const here = new Set(boxes.map((box) => box.value));
    const elsewhere = [...ids].filter((id) => !here.has(id));
    const carried = elsewhere.map((value) => {
      return Object.assign(document.createElement("input"), { type: "hidden", name: "id", value });
    });
    this.querySelector("[data-elsewhere]")?.replaceChildren(...carried);
  }

  #count() {
    const boxes = this.#boxes;
    const chosen = boxes.filter((box) => box.checked).length;
    const page = this.querySelector<HTMLInputElement>("[data-select-page]");
    if (page) {
      page.checked = 0 < boxes.length && chosen === boxes.length;
      page.indeterminate = 0 < chosen && chosen < boxes.length;
    }
    this.#keep(boxes);
    for (const place of this.querySelectorAll("[data-selected]")) {
      place.textContent = String(this.#kept.ids.size);
    }
    const every = this.#every;
    if (every && chosen < boxes.length) every.checked = false;
  }

  /** Arrows move in `cell-editor`; with Shift they extend the selection as well. */
  #key(event: KeyboardEvent) {
    if ((event.target as Element).closest(".cell-form")) return;
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = document.activeElement?.closest<HTMLElement>("tbody tr");
    const single = document.documentElement.dataset.keys === "single";
    const box = row?.querySelector<HTMLInputElement>(".table__check input");
    if (event.shiftKey && /^Arrow(Up|Down)$/.test(event.key)) {
      if (box && !box.checked) box.click();
    } else if (event.key === "x" && single && box) {
      event.preventDefault();
      box.click();
    } else if (event.key === " " && row && document.activeElement?.matches("td, .table__main a")) {
      event.preventDefault();
      row.querySelector<HTMLElement>("a[data-layer]")?.click();
    } else if (event.key === "Escape" && !this.querySelector(":popover-open")) {
      this.#clear();
    }
  }
}

customElements.define("record-table", RecordTable);
