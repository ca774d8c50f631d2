// Adds and removes entries of a field that holds several values.
class EntryList extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (button?.hasAttribute("data-add")) this.#add();
      if (button?.hasAttribute("data-remove")) this.#remove(button);
    });
  }

  #add() {
    const template = this.querySelector<HTMLTemplateElement>("template");
    const list = this.querySelector(".entries");
    if (!template || !list) return;
    const next = String(Date.now());
    const entry = template.content.cloneNode(true) as DocumentFragment;
    for (const element of entry.querySelectorAll<HTMLElement>("*")) {
      for (const name of ["name", "id", "for", "value", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value?.includes("NEXT")) element.setAttribute(name, value.replaceAll("NEXT", next));
      }
    }
    list.append(entry);
    const last = list.lastElementChild;
    last?.querySelector<HTMLElement>("input:not([type=radio]), textarea")?.focus();
  }

  #remove(button: HTMLButtonElement) {
    const entry = button.closest(".entry");
    const primary = entry?.querySelector<HTMLInputElement>("input[type=radio]");
    entry?.remove();
    const first = this.querySelector<HTMLInputElement>(".entries input[type=radio]");
    if (primary?.checked && first) first.checked = true;
    this.querySelector<HTMLElement>("[data-add]")?.focus();
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("entry-list", EntryList);
