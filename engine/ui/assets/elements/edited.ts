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

/** Whether the focus stands at the outermost control of a form, so that Tab leaves it. */
export function isOutermost(form: HTMLFormElement, target: Element, backwards: boolean): boolean {
  const visible = "input:not([type=hidden], [tabindex='-1']), select, textarea";
  const controls = [...form.querySelectorAll(visible)];
  return target === (backwards ? controls[0] : controls[controls.length - 1]);
}
