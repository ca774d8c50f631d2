// A page of links with a search: arrows walk from it through what was found, Enter opens the first,
// and this browser remembers what was used last. Only what the page offers is shown again.
const REMEMBERED = 4;

class LinkMap extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.addEventListener("click", (event) => this.#used(event));
    this.#showUsed();
  }

  get #input(): HTMLInputElement | null {
    return this.querySelector("input[type=search]");
  }

  get #found(): HTMLElement | null {
    return this.querySelector("[data-text]");
  }

  get #links(): HTMLAnchorElement[] {
    return [...(this.#found?.querySelectorAll<HTMLAnchorElement>("a[href]") ?? [])];
  }

  #pressed(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const links = this.#links;
    const input = this.#input;
    if (event.key === "Enter" && event.target === input) {
      // What is shown may not yet be what was typed; then the page that answers is.
      const isShown = input?.value.trim() && this.#found?.dataset.text === input.value.trim();
      if (!isShown || !links[0]) return;
      event.preventDefault();
      links[0].click();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops: HTMLElement[] = input ? [input, ...links] : links;
    const at = stops.indexOf(event.target as HTMLElement);
    const next = step && at >= 0 ? stops[at + step] : undefined;
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  #used(event: Event) {
    const link = (event.target as Element).closest<HTMLAnchorElement>("[data-text] a[href]");
    const href = link?.getAttribute("href");
    if (!href) return;
    const used = [href, ...this.#remembered().filter((other) => other !== href)];
    try {
      localStorage.setItem(this.#store, JSON.stringify(used.slice(0, REMEMBERED)));
    } catch {
      // A browser that keeps nothing remembers nothing.
    }
  }

  get #store(): string {
    return this.dataset.store ?? "links";
  }

  #remembered(): string[] {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#store) ?? "[]");
      return Array.isArray(kept) ? kept.filter((href) => typeof href === "string") : [];
    } catch {
      return [];
    }
  }

  #showUsed() {
    const place = this.querySelector<HTMLElement>("nav[hidden]");
    for (const href of this.#remembered()) {
      const link = this.#links.find((one) => one.getAttribute("href") === href);
      const label = link?.getAttribute("aria-label") ?? link?.querySelector("span")?.textContent;
      if (!place || !label) continue;
      const again = document.createElement("a");
      again.href = href;
      again.textContent = label;
      place.append(again);
      place.hidden = false;
    }
  }
}

customElements.define("link-map", LinkMap);
