// Lines of a form. What is done to them is asked of the server by the buttons of the page; this
// presses them: a click on a line opens it, keys go on, a dragged line is put before another one.
const CONTROLS = "input:not([type=hidden]), select, textarea";

/** Presses a button of an editor of lines, with another word for what is done. */
export function press(editor: Element, act: string) {
  const button = editor.querySelector<HTMLButtonElement>(".lines__foot button");
  if (!button) return;
  const usual = button.value;
  button.value = act;
  button.click();
  button.value = usual;
}

class LineEditor extends HTMLElement {
  #dragged: HTMLElement | null = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("change", (event) => this.#chosen(event), { capture: true });
    this.addEventListener("dragstart", (event) => {
      this.#dragged = this.#row(event.target);
      this.#dragged?.classList.add("is-dragging");
    });
    this.addEventListener("dragover", (event) => {
      if (this.#dragged && this.#row(event.target)) event.preventDefault();
    });
    this.addEventListener("drop", (event) => this.#drop(event));
    this.addEventListener("dragend", () => this.#dragged?.classList.remove("is-dragging"));
  }

  #row(target: EventTarget | null): HTMLElement | null {
    return (target as Element | null)?.closest?.<HTMLElement>("tbody[data-key]") ?? null;
  }

  /** Presses a button of the page, with another word for what is done. */
  #act(act: string) {
    press(this, act);
  }

  #click(event: MouseEvent) {
    const target = event.target as Element;
    const row = this.#row(target);
    if (!row || row.classList.contains("is-open") || target.closest("button, a, input")) return;
    this.#act(`open:${row.dataset.key}`);
  }

  #key(event: KeyboardEvent) {
    const row = this.#row(event.target);
    const key = row?.dataset.key;
    if (!row?.classList.contains("is-open") || key === undefined) return;
    const act = this.#meant(event, row, key);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    this.#act(act);
  }

  #meant(event: KeyboardEvent, row: HTMLElement, key: string): string | null {
    if (event.altKey && event.key === "ArrowUp") return `up:${key}`;
    if (event.altKey && event.key === "ArrowDown") return `down:${key}`;
    if (event.ctrlKey && event.key === "Enter") return `after:${key}`;
    if (event.key === "Escape" && !event.defaultPrevented) return "close";
    const isIn = (event.target as Element).matches("input");
    const controls = [...row.querySelectorAll<HTMLElement>(CONTROLS)];
    const isLast = event.target === controls.at(-1) && event.key === "Tab" && !event.shiftKey;
    const isFirst = event.target === controls[0] && event.key === "Tab" && event.shiftKey;
    const isOn = event.key === "Enter" && isIn && !event.defaultPrevented;
    if (isFirst) return this.#at(row.previousElementSibling, null);
    return isLast || isOn ? this.#at(row.nextElementSibling, `after:${key}`) : null;
  }

  #at(row: Element | null, other: string | null): string | null {
    const key = (row as HTMLElement | null)?.dataset.key;
    return key === undefined ? other : `open:${key}`;
  }

  /** What was chosen fills its line. */
  #chosen(event: Event) {
    const name = (event.target as HTMLInputElement).name ?? "";
    const key = this.#row(event.target)?.dataset.key;
    if (key === undefined || name !== `${this.dataset.name}.${key}.${this.dataset.source}`) return;
    event.stopPropagation();
    this.#act(`fill:${key}`);
  }

  #drop(event: DragEvent) {
    const other = this.#row(event.target);
    const key = this.#dragged?.dataset.key;
    if (!other || key === undefined || other === this.#dragged) return;
    event.preventDefault();
    const box = other.getBoundingClientRect();
    const isAbove = event.clientY < box.top + box.height / 2;
    const before = isAbove ? other : (other.nextElementSibling as HTMLElement | null);
    this.#act(`before:${key}:${before?.dataset.key ?? ""}`);
  }
}

/** What follows in lines is put where it stands; what somebody is typing stays. */
class LineFigures extends HTMLElement {
  connectedCallback() {
    const editor = this.closest<HTMLElement>("line-editor");
    for (const said of this.querySelectorAll<HTMLElement>("[data-of]")) {
      const of = CSS.escape(said.dataset.of ?? "");
      editor?.querySelector(`[data-figure="${of}"]`)?.replaceChildren(...said.childNodes);
      const name = `${editor?.dataset.name ?? ""}.${said.dataset.of}`;
      const typed = editor?.querySelector<HTMLInputElement>(`input[name="${CSS.escape(name)}"]`);
      const isFree = said.dataset.typed !== undefined && typed !== document.activeElement;
      if (typed && isFree) typed.value = said.dataset.typed ?? "";
    }
    this.replaceChildren();
  }
}

customElements.define("line-editor", LineEditor);
customElements.define("line-figures", LineFigures);
