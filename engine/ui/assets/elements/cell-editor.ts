// Cells of a list: arrows move between them, Enter, F2 or a double click edits where the heading
// says so, Enter or Tab saves, Esc restores, leaving saves what changed. Links stay links.
import htmx from "htmx.org/dist/htmx.esm.js";
import { hasLines, isEdited, leaves } from "./edited";
import { isTyping } from "./typing";

class CellEditor extends HTMLElement {
  #onKey = (event: KeyboardEvent) => {
    if (event.target !== document.body && !this.contains(event.target as Node)) return;
    const cell = this.#cell(event.target);
    const form = cell?.querySelector("form");
    const plain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (cell && form) this.#edit(event, cell, form);
    else if (!isTyping(event) && plain) this.#move(event, cell);
  };
  /** How many editable cells onwards the next one opens, once this one is saved. */
  #next = 0;

  connectedCallback() {
    document.addEventListener("keydown", this.#onKey);
    this.addEventListener("dblclick", (event) => this.#open(this.#cell(event.target)));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("change", (event) => this.#changed(event.target as Element));
    this.addEventListener("submit", (event) => this.#mark(event.target, true), true);
    this.addEventListener("focusout", (event) => this.#left(event));
    this.addEventListener("htmx:finally:request", (event) => this.#mark(event.target, false));
    this.addEventListener("htmx:after:swap", (event) => this.#swapped(event.target));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#onKey);
  }

  #cell(target: EventTarget | null): HTMLTableCellElement | null {
    return (target as Element | null)?.closest?.("tbody td:not(.table__check)") ?? null;
  }

  /** Name of the field of a cell that may be edited. */
  #field(cell: HTMLTableCellElement): string | undefined {
    return this.querySelectorAll<HTMLElement>("thead th")[cell.cellIndex]?.dataset.edit;
  }

  #focus(cell: HTMLTableCellElement | null) {
    const link = cell?.querySelector<HTMLElement>(".table__main a");
    if (cell && !link) cell.tabIndex = -1;
    (link ?? cell)?.focus();
  }

  #ask(cell: HTMLTableCellElement, part: string) {
    const record = cell.parentElement?.querySelector(".card-title a")?.getAttribute("href");
    const url = `${record}/field/${this.#field(cell)}?part=${part}`;
    void htmx.ajax("GET", url, { target: cell, swap: "innerHTML", source: cell });
  }

  #open(cell: HTMLTableCellElement | null) {
    if (cell && this.#field(cell) && !cell.querySelector("form")) this.#ask(cell, "cell-edit");
  }

  #restore(cell: HTMLTableCellElement) {
    cell.dataset.leaving = "";
    this.#ask(cell, "cell");
  }

  #clicked(event: MouseEvent) {
    const target = event.target as Element;
    const cell = this.#cell(target);
    if (!cell) return;
    if (target.closest("[data-cancel]")) this.#restore(cell);
    else if (!cell.querySelector("form") && !target.closest("a, button")) this.#focus(cell);
  }

  #edit(event: KeyboardEvent, cell: HTMLTableCellElement, form: HTMLFormElement) {
    const target = event.target as Element;
    if (event.key === "Escape") {
      this.#restore(cell);
    } else if (event.key === "Enter" && hasLines(target) && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (leaves(form, event)) {
      event.preventDefault();
      this.#next = event.shiftKey ? -1 : 1;
      this.#save(cell, form);
    }
  }

  #move(event: KeyboardEvent, cell: HTMLTableCellElement | null) {
    const single = document.documentElement.dataset.keys === "single";
    const key = event.key.length > 1 || single ? event.key : "";
    const down = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[key];
    const across = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const rows = [...this.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    const row = cell?.closest("tr") ?? null;
    if (down) {
      const at = row ? rows.indexOf(row) + down : 0;
      this.#focus(rows[at]?.cells[cell?.cellIndex ?? 1] ?? null);
    } else if (across && cell && row) {
      this.#focus(row.cells[Math.max(1, cell.cellIndex + across)] ?? null);
    } else if (cell && (key === "F2" || (key === "Enter" && event.target === cell))) {
      this.#open(cell);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** A choice of one is made with one key, so it is saved at once. */
  #changed(target: Element) {
    const form = target.closest<HTMLFormElement>(".cell-form");
    if (!form || form.hasAttribute("data-many")) return;
    if (target.matches("select, input[data-id]")) form.requestSubmit();
  }

  /** An answer takes the form away, which looks like leaving it; it is not sent twice. */
  #mark(target: EventTarget | null, isLeaving: boolean) {
    const cell = this.#cell(target);
    if (isLeaving) cell?.setAttribute("data-leaving", "");
    else cell?.removeAttribute("data-leaving");
  }

  #left(event: FocusEvent) {
    const cell = this.#cell(event.target);
    const form = cell?.querySelector<HTMLFormElement>(".cell-form");
    const next = event.relatedTarget as Element | null;
    if (!cell || !form || cell.contains(next) || next?.closest("session-keeper")) return;
    if (next || document.hasFocus()) this.#save(cell, form);
  }

  #save(cell: HTMLTableCellElement, form: HTMLFormElement) {
    if ("leaving" in cell.dataset) return;
    if (isEdited(form)) form.requestSubmit();
    else this.#restore(cell);
  }

  #swapped(target: EventTarget | null) {
    const cell = this.#cell(target);
    if (!cell) return;
    const isOpen = cell.querySelector("form") !== null;
    cell.classList.toggle("is-editing", isOpen);
    const lost = document.activeElement === document.body;
    if (isOpen || !(lost || this.#next)) return;
    this.#focus(cell);
    const cells = [...(cell.closest("tr")?.cells ?? [])].filter((one) => this.#field(one));
    if (this.#next) this.#open(cells[cells.indexOf(cell) + this.#next] ?? null);
    this.#next = 0;
  }
}

customElements.define("cell-editor", CellEditor);
