// Editing a fact where it stands: Enter, F2 or a click on the value opens it; Enter or Tab saves,
// Esc restores, leaving by mouse saves what changed. Without script the pencil leads to the form.
import htmx from "htmx.org/dist/htmx.esm.js";
import { hasLines, isEdited, leaves } from "./edited";

class InlineEdit extends HTMLElement {
  /** Name of the fact to open once the one at hand is saved, after Tab. */
  #next: string | null = null;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => this.#left(event));
    this.addEventListener("change", (event) => this.#changed(event));
    this.addEventListener("htmx:finally:request", (event) => this.#answered(event));
    this.addEventListener("submit", (event) => this.#sent(event), true);
    this.addEventListener("htmx:after:swap", () => this.#swapped());
  }

  get #facts(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("dd[data-edit]")];
  }

  #clicked(event: MouseEvent) {
    const target = event.target as Element;
    const fact = target.closest<HTMLElement>("dd[data-edit]");
    if (!fact || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.closest("[data-cancel]")) {
      event.preventDefault();
      this.#restore(fact);
      return;
    }
    if (fact.classList.contains("is-editing")) return;
    const pencil = target.closest(".fact__edit");
    const other = target.closest("a, button, input, label");
    const selected = window.getSelection()?.toString();
    if (!pencil && (other || selected)) return;
    event.preventDefault();
    this.#open(fact);
  }

  #open(fact: HTMLElement) {
    const url = `${fact.dataset.edit}?part=edit`;
    void htmx.ajax("GET", url, { target: fact, swap: "outerHTML", source: fact });
  }

  #restore(fact: HTMLElement) {
    const url = `${fact.dataset.edit}?part=show`;
    fact.dataset.leaving = "";
    void htmx.ajax("GET", url, { target: fact, swap: "outerHTML", source: fact });
  }

  #key(event: KeyboardEvent) {
    const target = event.target as Element;
    const fact = target.closest<HTMLElement>("dd[data-edit]");
    if (!fact) return;
    const form = fact.querySelector("form");
    if (!form) {
      if (event.key === "F2") this.#open(fact);
      return;
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#restore(fact);
    } else if (event.key === "Enter" && hasLines(target) && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    } else if (leaves(form, event)) {
      event.preventDefault();
      const facts = this.#facts;
      const at = facts.indexOf(fact) + (event.shiftKey ? -1 : 1);
      this.#next = facts[at]?.id ?? null;
      this.#save(fact, form);
    }
  }

  #changed(event: Event) {
    const target = event.target as Element;
    const form = target.closest("form");
    if (!form?.closest("dd[data-edit]") || form.hasAttribute("data-many")) return;
    if (target.matches("select, input[data-id], input[type=file]")) form.requestSubmit();
  }

  /** An answer that left the form where it is was an error: it can be sent again. */
  #answered(event: Event) {
    const fact = (event.target as Element).closest?.("dd[data-edit]");
    if (fact instanceof HTMLElement) delete fact.dataset.leaving;
  }

  /** The answer takes the form away, which looks like leaving it; it is not sent twice. */
  #sent(event: Event) {
    const fact = (event.target as Element).closest<HTMLElement>("dd.is-editing");
    if (fact) fact.dataset.leaving = "";
  }

  #left(event: FocusEvent) {
    const fact = (event.target as Element).closest<HTMLElement>("dd.is-editing");
    const form = fact?.querySelector("form");
    const next = event.relatedTarget as Node | null;
    if (!fact || !form || fact.contains(next) || "leaving" in fact.dataset) return;
    if (next === null && !document.hasFocus()) return;
    if (next instanceof Element && next.closest("session-keeper")) return;
    this.#save(fact, form);
  }

  #save(fact: HTMLElement, form: HTMLFormElement) {
    if ("leaving" in fact.dataset) return;
    if (isEdited(form)) {
      fact.dataset.leaving = "";
      form.requestSubmit();
    } else {
      this.#restore(fact);
    }
  }

  #swapped() {
    const next = this.#next && this.querySelector<HTMLElement>(`#${CSS.escape(this.#next)}`);
    this.#next = null;
    const control = document.activeElement;
    if (next) this.#open(next);
    else if (control instanceof HTMLInputElement && this.contains(control)) control.select();
  }
}

customElements.define("inline-edit", InlineEdit);
