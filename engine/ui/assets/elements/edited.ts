/** Tells whether somebody changed anything in a form. */
export function isEdited(form: HTMLFormElement): boolean {
  return [...form.elements].some((control) => {
    if (control instanceof HTMLSelectElement) {
      return [...control.options].some((option) => option.selected !== option.defaultSelected);
    }
    if (control instanceof HTMLInputElement && /checkbox|radio/.test(control.type)) {
      return control.checked !== control.defaultChecked;
    }
    const text = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
    return text && control.value !== control.defaultValue;
  });
}

/** Whether Enter in a control begins a new line. */
export function hasLines(target: Element): boolean {
  const isRich = target instanceof HTMLElement && target.isContentEditable;
  return isRich || target instanceof HTMLTextAreaElement;
}

/** Whether a key is a Tab at the outermost control of a form, which leaves it. */
export function leaves(form: HTMLFormElement, event: KeyboardEvent): boolean {
  if (event.key !== "Tab" || event.defaultPrevented) return false;
  const visible =
    "input:not([type=hidden], [tabindex='-1']), select, textarea, [contenteditable=true], " +
    "[role=toolbar] button";
  const controls = [...form.querySelectorAll(visible)].filter((one) => one.checkVisibility());
  return event.target === (event.shiftKey ? controls[0] : controls[controls.length - 1]);
}
