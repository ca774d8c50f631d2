// A block of cells that is pasted into lines becomes lines: the server reads it. One cell, or text
// without columns, is pasted as anywhere.
import { press } from "./line-editor";

document.addEventListener("paste", (event) => {
  const editor = editorOf(event.target as Element | null);
  const data = event.clipboardData;
  if (!editor || !data) return;
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const hasRows = text.trim().includes("\n") && /<table/i.test(html);
  if (!text.includes("\t") && !hasRows) return;
  event.preventDefault();
  bring(editor, "text", text);
  if (!text.includes("\t")) bring(editor, "html", html);
  press(editor, "paste:now");
});

/** The editor somebody is in; the only one of the page where they are in no control. */
function editorOf(target: Element | null): HTMLElement | null {
  if (target?.closest("[data-paste-panel]")) return null;
  const own = target?.closest<HTMLElement>("line-editor") ?? null;
  const all = document.querySelectorAll<HTMLElement>("line-editor");
  return own ?? (target === document.body && all.length === 1 ? (all[0] ?? null) : null);
}

/** The block travels in the form, once. */
function bring(editor: HTMLElement, part: string, value: string) {
  const name = `${editor.dataset.name ?? ""}.paste.${part}`;
  editor.querySelector(`[name="${CSS.escape(name)}"]`)?.remove();
  const field = document.createElement("textarea");
  field.hidden = true;
  field.name = name;
  field.value = value;
  editor.append(field);
}
