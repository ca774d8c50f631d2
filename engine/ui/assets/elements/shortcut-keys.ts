// Presses whatever carries data-key when that key, or sequence of keys, is typed.
// Single letters can be switched off (WCAG 2.1.4); combinations with Ctrl always act.
// While a menu is open, only its own keys act; so `N` opens a menu and a letter chooses from it.
import { tinykeys } from "tinykeys";
import { isTyping } from "./typing";

/** Keys of a sequence follow each other within this time. */
const SOON = 1000;

class ShortcutKeys extends HTMLElement {
  #stop = () => {};
  #pressed: [string, number][] = [];
  #rebind = () => this.#bind();
  #note = (event: KeyboardEvent) => {
    this.#pressed = [...this.#pressed.slice(-1), [event.key.toLowerCase(), event.timeStamp]];
  };

  #onClick = (event: Event) => {
    if ((event.target as Element).closest("[data-key-list]")) this.#list();
  };

  connectedCallback() {
    document.addEventListener("click", this.#onClick);
    document.addEventListener("htmx:after:swap", this.#rebind);
    window.addEventListener("keydown", this.#note, true);
    this.#bind();
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onClick);
    document.removeEventListener("htmx:after:swap", this.#rebind);
    window.removeEventListener("keydown", this.#note, true);
    this.#stop();
  }

  #bind() {
    this.#stop();
    const single = document.documentElement.dataset.keys === "single";
    const keys = new Set<string>();
    for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
      const key = element.dataset.key ?? "";
      if (single || key.startsWith("$mod")) keys.add(key);
    }
    const bindings: Record<string, (event: KeyboardEvent) => void> = {};
    for (const key of keys) bindings[key] = (event) => this.#act(key, keys, event);
    this.#stop = tinykeys(window, bindings, { ignore: () => false });
  }

  #act(key: string, keys: Set<string>, event: KeyboardEvent) {
    const combined = key.startsWith("$mod");
    const over = document.querySelector("dialog[open], [role=dialog]:popover-open");
    if (!combined && (isTyping(event) || over || this.#endsLonger(key, keys))) return;
    const menu = document.querySelector<HTMLElement>("[popover]:popover-open");
    const elements = document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    for (const element of elements) {
      const inside = element.closest<HTMLElement>("[popover]");
      const opens = element.getAttribute("popovertarget") === menu?.id;
      if (inside === menu || combined || (opens && !inside)) return this.#press(element, event);
    }
  }

  /** Whether this key is the end of a sequence that means something else. */
  #endsLonger(key: string, keys: Set<string>): boolean {
    const [before, now] = this.#pressed;
    if (!before || !now || key.includes(" ") || SOON < now[1] - before[1]) return false;
    return keys.has(`${before[0]} ${key}`);
  }

  #press(element: HTMLElement, event: KeyboardEvent) {
    event.preventDefault();
    if (element.matches("input, textarea, select")) element.focus();
    else element.click();
  }

  /** Fills the dialog of shortcuts with what this page offers. */
  #list() {
    const dialog = this.querySelector("dialog");
    const table = dialog?.querySelector("dl");
    if (!dialog || !table || dialog.open) return;
    table.replaceChildren();
    for (const element of document.querySelectorAll<HTMLElement>("[data-key]")) {
      table.append(this.#pressing(element));
    }
    // What lists, boards and everything else do by key themselves, as "what = keys; what = keys".
    for (const element of document.querySelectorAll<HTMLElement>("[data-key-words]")) {
      for (const said of (element.dataset.keyWords ?? "").split(";")) {
        const [what = "", keys = ""] = said.split("=").map((part) => part.trim());
        table.append(this.#row(what, keys.split(" ")));
      }
    }
    dialog.showModal();
    table.scrollTop = 0;
  }

  #pressing(element: HTMLElement): HTMLElement {
    const own = element.dataset.keyLabel || element.ariaLabel;
    const named = element.cloneNode(true) as HTMLElement;
    for (const cap of named.querySelectorAll("kbd, .nav__count")) cap.remove();
    const what = own || element.getAttribute("placeholder") || named.textContent.trim();
    const menu = element.closest("[popover]");
    const opener = menu && document.querySelector<HTMLElement>(`[popovertarget="${menu.id}"]`);
    const all = `${opener?.dataset.key ?? ""} ${element.dataset.key}`.trim();
    const control = `${this.dataset.control ?? "Ctrl"} `;
    const keys = all.toUpperCase().replace("$MOD+", control).split(" ");
    return this.#row(what, keys);
  }

  #row(what: string, caps: string[]): HTMLElement {
    const row = document.createElement("div");
    const word = document.createElement("dt");
    const keys = document.createElement("dd");
    row.className = "keys__row";
    word.textContent = what;
    for (const text of caps) {
      const cap = document.createElement("kbd");
      cap.className = "kbd";
      cap.textContent = text;
      keys.append(cap);
    }
    row.append(word, keys);
    return row;
  }
}

customElements.define("shortcut-keys", ShortcutKeys);
