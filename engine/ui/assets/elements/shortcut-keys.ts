// Presses whatever carries data-key when that key, or sequence of keys, is typed.
// Single letters can be switched off (WCAG 2.1.4); combinations with Ctrl always act.
import { tinykeys } from "tinykeys";
import { isTyping } from "./typing";

class ShortcutKeys extends HTMLElement {
  #stop = () => {};
  #rebind = () => this.#bind();

  connectedCallback() {
    document.addEventListener("htmx:after:swap", this.#rebind);
    this.#bind();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.#rebind);
    this.#stop();
  }

  #bind() {
    this.#stop();
    const single = document.documentElement.dataset.keys === "single";
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
      const key = element.dataset.key ?? "";
      const combined = key.startsWith("$mod");
      if (!single && !combined) continue;
      bindings[key] = (event) => {
        const over = document.querySelector("dialog[open], [role=dialog]:popover-open");
        const blocked = !combined && (isTyping(event) || over);
        if (!blocked && element.isConnected) this.#press(element, event);
      };
    }
    this.#stop = tinykeys(window, bindings, { ignore: () => false });
  }

  #press(element: HTMLElement, event: KeyboardEvent) {
    event.preventDefault();
    if (element.matches("input, textarea, select")) element.focus();
    else if (element.hasAttribute("data-key-list")) this.#list();
    else element.click();
  }

  /** Fills the dialog of shortcuts with what this page offers. */
  #list() {
    const dialog = this.querySelector("dialog");
    const table = dialog?.querySelector("dl");
    if (!dialog || !table || dialog.open) return;
    table.replaceChildren();
    for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
      const row = document.createElement("div");
      const word = document.createElement("dt");
      const keys = document.createElement("dd");
      row.className = "keys__row";
      const own = element.dataset.keyLabel || element.ariaLabel;
      word.textContent = own || element.getAttribute("placeholder") || element.innerText.trim();
      for (const key of (element.dataset.key ?? "").replace("$mod+", "Ctrl ").split(" ")) {
        const cap = document.createElement("kbd");
        cap.className = "kbd";
        cap.textContent = key === "Ctrl" ? (this.dataset.control ?? key) : key.toUpperCase();
        keys.append(cap);
      }
      row.append(word, keys);
      table.append(row);
    }
    dialog.showModal();
  }
}

customElements.define("shortcut-keys", ShortcutKeys);
