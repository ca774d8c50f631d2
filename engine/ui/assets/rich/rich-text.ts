// Formatted text: an editor over the lines that the form sends, with a bar above it.
import { Editor, getSchema } from "@tiptap/core";
import { DOMParser } from "@tiptap/pm/model";
import StarterKit from "@tiptap/starter-kit";
import { Bar } from "./bar";
import { LinkRow } from "./link-row";
import { pasted } from "./paste";
import { parsed } from "./trusted";

const kit = StarterKit.configure({
  heading: { levels: [2, 3] },
  link: {
    openOnClick: false,
    protocols: ["http", "https", "mailto", "tel"],
    HTMLAttributes: { rel: "noopener noreferrer nofollow", target: null },
  },
  // A paragraph that nobody wrote is nothing to save.
  trailingNode: false,
});

const schema = getSchema([kit]);

/** What the editor begins with; it is given no HTML, which only our own policy may parse. */
function content(text: string) {
  const body = parsed(/<[a-z]/i.test(text) ? text : paragraphs(text));
  return DOMParser.fromSchema(schema).parse(body).toJSON();
}

class RichText extends HTMLElement {
  #editor: Editor | null = null;
  #bar: Bar | null = null;
  #links: LinkRow | null = null;
  /** What the editor makes of the text as it came. */
  #first = "";

  connectedCallback() {
    const lines = this.querySelector<HTMLTextAreaElement>("textarea");
    const template = this.querySelector<HTMLTemplateElement>(":scope > template");
    if (lines && template && !this.#editor) this.#mount(lines, template);
  }

  disconnectedCallback() {
    this.#editor?.destroy();
    this.#editor = null;
    for (const part of this.querySelectorAll(":scope > [data-made]")) part.remove();
  }

  #mount(lines: HTMLTextAreaElement, template: HTMLTemplateElement) {
    const wasFocused = document.activeElement === lines || lines.autofocus;
    const page = document.createElement("div");
    page.className = "rich__page";
    const editor = new Editor({
      element: page,
      extensions: [kit],
      content: content(lines.value),
      injectCSS: false,
      editorProps: {
        attributes: this.#attributes(lines),
        handleKeyDown: (_, event) => this.#key(event),
        transformPastedHTML: pasted,
      },
      onUpdate: () => this.#write(lines),
      onTransaction: () => this.#bar?.show(),
    });
    this.#editor = editor;
    this.#first = editor.getHTML();
    const parts = template.content.cloneNode(true) as DocumentFragment;
    const bar = parts.querySelector<HTMLElement>("[role=toolbar]") as HTMLElement;
    const row = parts.querySelector<HTMLElement>(".rich__link") as HTMLElement;
    for (const part of [bar, row, page]) part.dataset.made = "";
    this.#links = new LinkRow(row, editor);
    this.#bar = new Bar(bar, editor, this.#links);
    lines.before(bar, row, page);
    // At once, and before the lines are gone: whoever watches the focus would think it left.
    if (wasFocused) editor.view.dom.focus();
    lines.hidden = true;
    if (wasFocused) editor.commands.focus("end");
  }

  /** The editor is called and described as the lines are, which hide behind it. */
  #attributes(lines: HTMLTextAreaElement): Record<string, string> {
    const attributes: Record<string, string> = {
      class: "prose",
      role: "textbox",
      "aria-multiline": "true",
    };
    const label = lines.labels?.[0];
    if (label) {
      label.id ||= `${lines.id}-label`;
      label.addEventListener("click", () => this.#editor?.commands.focus());
      attributes["aria-labelledby"] = label.id;
    }
    for (const name of ["aria-label", "aria-required", "aria-invalid", "aria-describedby"]) {
      const value = lines.getAttribute(name);
      if (value !== null) attributes[name] = value;
    }
    return attributes;
  }

  #write(lines: HTMLTextAreaElement) {
    const editor = this.#editor;
    if (!editor) return;
    const html = editor.isEmpty ? "" : editor.getHTML();
    lines.value = html === this.#first ? lines.defaultValue : html;
    lines.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Keys that the page has other plans for, or the editor. */
  #key(event: KeyboardEvent): boolean {
    const combined = event.ctrlKey || event.metaKey;
    if (combined && event.key === "Enter") return true;
    if (combined && event.key.toLowerCase() === "k" && !event.shiftKey) {
      event.stopPropagation();
      this.#links?.toggle();
      return true;
    }
    if (event.altKey && event.key === "F10") {
      this.#bar?.focus();
      return true;
    }
    return false;
  }
}

/** Text that was typed where no script ran. */
function paragraphs(text: string): string {
  const safe = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return safe
    .split(/\r?\n\s*\r?\n/)
    .map((part) => `<p>${part.trim().replace(/\r?\n/g, "<br>")}</p>`)
    .join("");
}

customElements.define("rich-text", RichText);
