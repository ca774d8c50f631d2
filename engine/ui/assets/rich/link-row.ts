// The row in which the address of a link is typed; Enter sets it, Esc leaves it as it was.
import type { Editor } from "@tiptap/core";

const KNOWN = /^(https?:\/\/|mailto:|tel:)/i;

/** What is typed as an address, with what is left out by habit. */
export function address(typed: string): string {
  const text = typed.trim();
  if (text === "" || KNOWN.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  if (/^\+?[\d\s()/-]{5,}$/.test(text)) return `tel:${text.replace(/[^\d+]/g, "")}`;
  return `https://${text}`;
}

export class LinkRow {
  #input: HTMLInputElement;

  constructor(
    readonly element: HTMLElement,
    readonly editor: Editor,
  ) {
    this.#input = element.querySelector("input") as HTMLInputElement;
    element.addEventListener("keydown", (event) => this.#key(event));
    element.addEventListener("click", (event) => {
      const what = (event.target as Element).closest<HTMLElement>("[data-link]")?.dataset.link;
      if (what) this.#set(what === "remove" ? "" : this.#input.value);
    });
    // What is typed here is no part of the form yet.
    for (const kind of ["input", "change"]) {
      element.addEventListener(kind, (event) => event.stopPropagation());
    }
  }

  toggle() {
    if (!this.element.hidden) return this.#close();
    this.#input.value = String(this.editor.getAttributes("link").href ?? "");
    this.element.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  #key(event: KeyboardEvent) {
    if (event.key === "Enter" && event.target === this.#input) this.#set(this.#input.value);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #set(typed: string) {
    const href = address(typed);
    this.editor.view.focus();
    const chain = this.editor.chain().focus().extendMarkRange("link");
    if (href === "") {
      chain.unsetLink().run();
    } else if (this.editor.state.selection.empty && !this.editor.isActive("link")) {
      const marks = [{ type: "link", attrs: { href } }];
      chain.insertContent({ type: "text", text: typed.trim(), marks }).run();
    } else {
      chain.setLink({ href }).run();
    }
    this.#close();
  }

  /** The editor takes the focus at once; its command waits, and keys would be lost. */
  #close() {
    this.editor.view.focus();
    this.element.hidden = true;
  }
}
