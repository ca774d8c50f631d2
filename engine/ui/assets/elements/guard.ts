interface Guard extends HTMLElement {
  isDirty: boolean;
}

/** Whether somebody has typed something in here that is not saved. */
export function holdsInput(place: Element): boolean {
  return [...place.querySelectorAll<Guard>("guarded-form")].some((guard) => guard.isDirty);
}

/** Asks before what was typed in here is thrown away. */
export function mayLeave(place: Element): boolean {
  const question = document.querySelector<HTMLElement>("layer-stack")?.dataset.question ?? "";
  return !holdsInput(place) || window.confirm(question);
}
