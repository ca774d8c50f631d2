// Opens links marked data-layer in a drawer over the page; without script they are pages.
// Esc and a click beside close exactly one layer and give the focus back to what opened it.
import htmx from "htmx.org/dist/htmx.esm.js";
import { mayLeave } from "./guard";
import { renewParts } from "./renew";

class LayerStack extends HTMLElement {
  #onClick = (event: MouseEvent) => this.#clicked(event);
  #onSwap = () => this.#swapped();

  connectedCallback() {
    document.addEventListener("click", this.#onClick);
    document.addEventListener("htmx:after:swap", this.#onSwap);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onClick);
    document.removeEventListener("htmx:after:swap", this.#onSwap);
  }

  #clicked(event: MouseEvent) {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-dialog]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.dialog ?? "");
      if (dialog instanceof HTMLDialogElement) dialog.showModal();
      event.preventDefault();
      return;
    }
    if (target.closest("[data-close-layer]")) {
      const dialog = target.closest("dialog");
      if (dialog) {
        event.preventDefault();
        this.#close(dialog);
      }
      return;
    }
    if (target instanceof HTMLDialogElement && target.matches(".dialog, .palette")) {
      if (this.#isBeside(target, event)) target.close();
      return;
    }
    const link = target.closest<HTMLElement>("a[data-layer], button[data-layer]");
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    if (link && plain) {
      event.preventDefault();
      void this.#open(link);
    }
  }

  /** A link asks for what it leads to, a button of a form posts the form. */
  async #ask(opener: HTMLElement, content: HTMLElement) {
    const how = { target: content, swap: "innerHTML" } as const;
    if (opener instanceof HTMLButtonElement) {
      const url = new URL(opener.formAction);
      await htmx.ajax("POST", url.pathname + url.search, { ...how, source: opener });
      return;
    }
    const url = new URL((opener as HTMLAnchorElement).href);
    url.searchParams.set("frame", "drawer");
    await htmx.ajax("GET", url.pathname + url.search, how);
  }

  async #open(link: HTMLElement) {
    const dialog = document.createElement("dialog");
    const content = document.createElement("div");
    dialog.className = "drawer";
    content.className = "drawer__content";
    dialog.append(content);
    this.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("cancel", (event) => {
      if (event.target === dialog && !mayLeave(dialog)) event.preventDefault();
    });
    link.closest<HTMLElement>("[popover]")?.hidePopover();
    await this.#ask(link, content);
    if (!content.childElementCount) {
      dialog.remove();
      return;
    }
    dialog.showModal();
    this.#settle(dialog);
  }

  /** Names the layer after its heading, and gives the focus to its first field. */
  #settle(dialog: HTMLDialogElement) {
    const heading = dialog.querySelector("h2");
    if (heading) {
      heading.id ||= `layer-${this.childElementCount}`;
      dialog.setAttribute("aria-labelledby", heading.id);
    }
    const first = "input:not([type=hidden], [hidden]), select, textarea";
    const start = dialog.querySelector<HTMLElement>(".drawer__body [aria-invalid=true]");
    (start ?? dialog.querySelector<HTMLElement>(`.drawer__body :is(${first})`))?.focus();
  }

  /** A drawer whose form is done closes; what the page shows of it is shown anew. */
  #swapped() {
    for (const layer of this.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      const isNamed = document.getElementById(layer.getAttribute("aria-labelledby") ?? "");
      if (!isNamed) this.#settle(layer);
    }
    const dialog = this.querySelector("[data-done]")?.closest("dialog");
    if (!dialog) return;
    dialog.close();
    renewParts();
  }

  #close(dialog: HTMLDialogElement) {
    if (mayLeave(dialog)) dialog.close();
  }

  #isBeside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
    const box = dialog.getBoundingClientRect();
    const inside =
      box.left <= event.clientX &&
      event.clientX <= box.right &&
      box.top <= event.clientY &&
      event.clientY <= box.bottom;
    return !inside && event.detail !== 0;
  }
}

customElements.define("layer-stack", LayerStack);
