// A list that is searched and put in order: by dragging, by the buttons of an entry, or with
// Shift and an arrow while the focus stands in it. What is hidden by the search stays in the form.
class SortableList extends HTMLElement {
  #dragged: HTMLElement | null = null;

  connectedCallback() {
    this.addEventListener("input", (event) => this.#search(event.target));
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-move]");
      if (button) this.#move(button, Number(button.dataset.move));
    });
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("dragstart", (event) => {
      this.#dragged = this.#entry(event.target);
      this.#dragged?.classList.add("is-dragging");
    });
    this.addEventListener("dragover", (event) => this.#hover(event));
    this.addEventListener("dragend", () => {
      this.#dragged?.classList.remove("is-dragging");
      this.#dragged = null;
      this.#tell();
    });
  }

  #entry(target: EventTarget | null): HTMLElement | null {
    return (target as Element | null)?.closest?.<HTMLElement>("[data-entry]") ?? null;
  }

  #search(target: EventTarget | null) {
    if (!(target instanceof HTMLInputElement) || !target.matches("[data-filter]")) return;
    const wanted = target.value.trim().toLocaleLowerCase();
    for (const entry of this.querySelectorAll<HTMLElement>("[data-entry]")) {
      entry.hidden = !(entry.textContent ?? "").toLocaleLowerCase().includes(wanted);
    }
  }

  #key(event: KeyboardEvent) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const target = event.target as HTMLElement;
    if (event.key === "Enter" && target.matches("[data-filter]")) event.preventDefault();
    if (!step || !event.shiftKey || !this.#entry(target)) return;
    event.preventDefault();
    this.#move(target, step);
  }

  /** The focus stays where it was, on what was moved. */
  #move(target: HTMLElement, step: number) {
    const entry = this.#entry(target);
    const shown = [...this.querySelectorAll<HTMLElement>("[data-entry]:not([hidden])")];
    const other = entry && shown[shown.indexOf(entry) + step];
    if (!entry || !other) return;
    if (step < 0) other.before(entry);
    else other.after(entry);
    target.focus();
    this.#tell();
  }

  /** Another order is a change of the form, as another value is. */
  #tell() {
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #hover(event: DragEvent) {
    const other = this.#entry(event.target);
    if (!this.#dragged || !other || other === this.#dragged) return;
    event.preventDefault();
    const box = other.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) other.before(this.#dragged);
    else other.after(this.#dragged);
  }
}

customElements.define("sortable-list", SortableList);
