// Asks before unsaved input is lost, and saves with Ctrl+Enter.
class GuardedForm extends HTMLElement {
  #isDirty = false;
  #onLeave = (event: BeforeUnloadEvent) => {
    if (this.#isDirty) event.preventDefault();
  };

  connectedCallback() {
    this.#isDirty = this.hasAttribute("data-dirty");
    this.addEventListener("input", (event) => this.#changed(event.target));
    this.addEventListener("change", (event) => this.#changed(event.target));
    this.addEventListener("submit", () => (this.#isDirty = false));
    this.addEventListener("keydown", (event) => this.#saveByKey(event));
    window.addEventListener("beforeunload", this.#onLeave);
    const problem = this.querySelector<HTMLElement>("[aria-invalid=true]");
    problem?.focus();
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.#onLeave);
  }

  /** Tells the stack of layers whether closing would lose input. */
  get isDirty(): boolean {
    return this.#isDirty;
  }

  /** What is typed only to look something up has no name and is not lost. */
  #changed(target: EventTarget | null) {
    if (target instanceof HTMLInputElement && !target.name) return;
    this.#isDirty = true;
  }

  #saveByKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const form = (event.target as Element).closest("form");
    form?.requestSubmit(form.querySelector<HTMLButtonElement>("[data-save]"));
  }
}

customElements.define("guarded-form", GuardedForm);
