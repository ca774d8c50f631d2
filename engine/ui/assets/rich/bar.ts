// The bar above the editor: one stop of the Tab key, arrows between its buttons.
import type { Editor } from "@tiptap/core";
import { act, acts, can } from "./acts";
import type { LinkRow } from "./link-row";

export class Bar {
  #buttons: HTMLButtonElement[];

  constructor(
    readonly element: HTMLElement,
    readonly editor: Editor,
    readonly links: LinkRow,
  ) {
    this.#buttons = [...element.querySelectorAll<HTMLButtonElement>("[data-act]")];
    // The text keeps its selection while a button is pressed.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", (event) => this.#clicked(event));
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("focusin", (event) => this.#stop(event.target as Element));
    this.#stop(this.#buttons.find((button) => !button.disabled));
    this.show();
  }

  focus() {
    this.#buttons.find((button) => button.tabIndex === 0)?.focus();
  }

  /** Says what is on where the cursor stands. */
  show() {
    for (const button of this.#buttons) {
      const name = button.dataset.act ?? "";
      const on: [string, Record<string, unknown>?] | undefined =
        name === "link" ? ["link"] : acts[name]?.on;
      if (on) button.setAttribute("aria-pressed", String(this.editor.isActive(...on)));
      // A button that has the focus is not taken away from under it.
      const isOff = this.editor.isEditable && !can(this.editor, name);
      button.setAttribute("aria-disabled", String(isOff));
    }
  }

  #clicked(event: Event) {
    const button = (event.target as Element).closest<HTMLButtonElement>("[data-act]");
    const name = button?.dataset.act;
    if (!name || button.getAttribute("aria-disabled") === "true") return;
    if (name === "link") this.links.toggle();
    else act(this.editor, name);
  }

  #key(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.editor.view.focus();
      return;
    }
    const at = this.#buttons.indexOf(event.target as HTMLButtonElement);
    const last = this.#buttons.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    this.#buttons[to]?.focus();
  }

  #stop(here: Element | undefined) {
    if (!(here instanceof HTMLButtonElement)) return;
    for (const button of this.#buttons) button.tabIndex = button === here ? 0 : -1;
  }
}
