/** Tells whether a key press belongs to a text field. */
export function isTyping(event: Event): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  const toggles = ["checkbox", "radio", "button", "submit"];
  const types = target instanceof HTMLInputElement && !toggles.includes(target.type);
  return types || target.isContentEditable || target.matches("textarea, select");
}
