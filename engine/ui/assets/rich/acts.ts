// What the bar of the editor does, and when a button of it is pressed or of no use.
import type { ChainedCommands, Editor } from "@tiptap/core";

interface Act {
  does(chain: ChainedCommands): ChainedCommands;
  /** What is on while the button is pressed; none for acts that are done once. */
  on?: [name: string, attributes?: Record<string, unknown>];
}

export const acts: Record<string, Act> = {
  undo: { does: (chain) => chain.undo() },
  redo: { does: (chain) => chain.redo() },
  title: { does: (chain) => chain.toggleHeading({ level: 2 }), on: ["heading", { level: 2 }] },
  subtitle: { does: (chain) => chain.toggleHeading({ level: 3 }), on: ["heading", { level: 3 }] },
  bold: { does: (chain) => chain.toggleBold(), on: ["bold"] },
  italic: { does: (chain) => chain.toggleItalic(), on: ["italic"] },
  underline: { does: (chain) => chain.toggleUnderline(), on: ["underline"] },
  strike: { does: (chain) => chain.toggleStrike(), on: ["strike"] },
  code: { does: (chain) => chain.toggleCode(), on: ["code"] },
  bullets: { does: (chain) => chain.toggleBulletList(), on: ["bulletList"] },
  numbers: { does: (chain) => chain.toggleOrderedList(), on: ["orderedList"] },
  cite: { does: (chain) => chain.toggleBlockquote(), on: ["blockquote"] },
  block: { does: (chain) => chain.toggleCodeBlock(), on: ["codeBlock"] },
  rule: { does: (chain) => chain.setHorizontalRule() },
  clear: { does: (chain) => chain.unsetAllMarks().clearNodes() },
};

/** Does what a button says. */
export function act(editor: Editor, name: string) {
  editor.view.focus();
  acts[name]?.does(editor.chain().focus()).run();
}

/** Whether it can be done where the cursor stands. */
export function can(editor: Editor, name: string): boolean {
  const known = acts[name];
  return !known || known.does(editor.can().chain()).run();
}
