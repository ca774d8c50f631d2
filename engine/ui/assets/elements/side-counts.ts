// Numbers beside the links of a side bar. They come when the page is there, one request for all
// tabs of a short while; what was known before is shown at once. Without script there are none.
const FRESH = 20_000;
const KEPT = 600_000;

interface Known {
  at: number;
  counts: Record<string, string>;
}

class SideCounts extends HTMLElement {
  #changed = () => this.#later(1_500);
  #back = () => document.visibilityState === "visible" && this.#look();
  #timer = 0;

  connectedCallback() {
    document.addEventListener("htmx:after:swap", this.#changed);
    document.addEventListener("visibilitychange", this.#back);
    this.#look();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.#changed);
    document.removeEventListener("visibilitychange", this.#back);
    window.clearTimeout(this.#timer);
  }

  #look() {
    const known = this.#known();
    const age = known ? Date.now() - known.at : KEPT;
    if (known && age < KEPT) this.#show(known.counts);
    // A message on the page says that something was changed just now.
    if (age >= FRESH || document.querySelector(".toast")) this.#later(300);
  }

  #later(wait: number) {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), wait);
  }

  async #ask() {
    const asked = fetch(this.dataset.source ?? "", { headers: { "hx-request": "true" } });
    const answer = await asked.catch(() => null);
    if (!answer?.ok) return;
    const counts = (await answer.json()) as Known["counts"];
    this.#show(counts);
    try {
      localStorage.setItem(this.#store, JSON.stringify({ at: Date.now(), counts }));
    } catch {
      // A browser that keeps nothing asks each time.
    }
  }

  get #store(): string {
    return this.dataset.store ?? "counts";
  }

  #known(): Known | null {
    try {
      const known = JSON.parse(localStorage.getItem(this.#store) ?? "null") as Known | null;
      return typeof known?.at === "number" && known.counts ? known : null;
    } catch {
      return null;
    }
  }

  #show(counts: Known["counts"]) {
    const links = this.closest("nav")?.querySelectorAll<HTMLAnchorElement>("a.nav__item") ?? [];
    for (const link of links) {
      const n = counts[link.getAttribute("href") ?? ""] ?? "";
      let place = link.querySelector<HTMLElement>(".nav__count");
      if (!place && !n) continue;
      if (!place) {
        place = document.createElement("span");
        place.className = "nav__count";
        // The link keeps its name; the number is its description.
        place.ariaHidden = "true";
        link.append(place);
      }
      place.textContent = n;
      const name = link.querySelector(".truncate")?.textContent ?? "";
      link.title = n ? `${name} (${n})` : name;
    }
  }
}

customElements.define("side-counts", SideCounts);
