/** The key of what one person keeps in a tab; it is not there for the next one who signs in. */
export function mine(key: string): string {
  const keeper = document.querySelector<HTMLElement>("session-keeper");
  return `${key} ${keeper?.dataset.person ?? ""}`;
}
