// What stands beside a form that is drawn while it is typed: the text gets numbers of its lines, a
// fault marks its line and leads there, and a word is put in where the cursor stands.

class FormSketch extends HTMLElement {
  #texts = new Map<string, HTMLTextAreaElement>();

  connectedCallback() {
    this.addEventListener("click", (event) => this.#clicked(event.target as Element));
    this.addEventListener("htmx:after:swap", () => this.#mark());
    this.#mark();
  }

  #clicked(target: Element) {
    const word = target.closest<HTMLElement>("[data-insert]");
    const text = this.#text(word?.dataset.into);
    if (word && text) put(text, word.dataset.insert ?? "");
    const fault = target.closest<HTMLElement>("[data-line]");
    if (fault) this.#go(fault);
  }

  #text(name: string | undefined): HTMLTextAreaElement | null {
    const form = this.closest("form");
    const named = name === undefined ? null : form?.elements.namedItem(name);
    if (!(named instanceof HTMLTextAreaElement) || name === undefined) return null;
    if (this.#texts.get(name) !== named) {
      this.#texts.set(name, named);
      numbered(named);
    }
    return named;
  }

  /** Marks the lines in which something is wrong, and no others. */
  #mark() {
    for (const word of this.querySelectorAll<HTMLElement>(".sketch__words [data-into]")) {
      if (this.#text(word.dataset.into)) break;
    }
    for (const text of this.#texts.values()) {
      const wrong = this.querySelectorAll<HTMLElement>(`[data-field="${text.name}"][data-line]`);
      text.dataset.wrong = [...wrong].map((fault) => fault.dataset.line).join(" ");
      count(text);
    }
  }

  #go(fault: HTMLElement) {
    const text = this.#text(fault.dataset.field);
    if (!text) return;
    const line = Number(fault.dataset.line);
    const before = text.value.split("\n").slice(0, line - 1);
    const start = before.reduce((sum, one) => sum + one.length + 1, 0);
    const at = start + Math.max(0, Number(fault.dataset.column ?? 1) - 1);
    text.focus();
    text.setSelectionRange(at, at);
    text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
  }
}

/** Puts words where the cursor stands, so that the way back of the browser takes them out. */
function put(text: HTMLTextAreaElement, words: string) {
  text.focus();
  // The command keeps what was typed before; where a browser has none, the text is set.
  if (!document.execCommand("insertText", false, words)) {
    text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Numbers stand beside the lines, which are not broken. */
function numbered(text: HTMLTextAreaElement) {
  const frame = document.createElement("div");
  const lines = document.createElement("div");
  frame.className = "sketch__code";
  lines.className = "sketch__lines";
  lines.setAttribute("aria-hidden", "true");
  const isFocused = document.activeElement === text;
  text.replaceWith(frame);
  frame.append(text, lines);
  if (isFocused) text.focus();
  text.wrap = "off";
  text.spellcheck = false;
  text.addEventListener("input", () => count(text));
  text.addEventListener("scroll", () => (lines.scrollTop = text.scrollTop));
}

function count(text: HTMLTextAreaElement) {
  const lines = text.nextElementSibling as HTMLElement | null;
  if (!lines) return;
  const wrong = new Set((text.dataset.wrong ?? "").split(" ").filter(Boolean).map(Number));
  const n = text.value.split("\n").length;
  const drawn = [...Array(n).keys()].map((at) => {
    const line = document.createElement("div");
    line.textContent = String(at + 1);
    line.classList.toggle("is-wrong", wrong.has(at + 1));
    return line;
  });
  lines.replaceChildren(...drawn);
  lines.scrollTop = text.scrollTop;
}

customElements.define("form-sketch", FormSketch);
