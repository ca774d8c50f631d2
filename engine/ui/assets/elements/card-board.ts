// Moves cards between lanes: by dragging, or by key (V, arrows, Enter; Esc leaves it).
// The menu of a card has the same ways, and so has the page of its record.

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

class CardBoard extends HTMLElement {
  #card: HTMLElement | null = null;
  #target: HTMLElement | null = null;

  connectedCallback() {
    this.addEventListener("dragstart", (event) => this.#lift(event));
    this.addEventListener("dragover", (event) => this.#hover(event));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.#drop();
    });
    this.addEventListener("dragend", () => this.#rest());
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  get #places(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>("[data-lane]")];
  }

  #lift(event: DragEvent) {
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    if (!card || card.draggable === false) return;
    event.dataTransfer?.setData("text/plain", card.ariaLabel ?? "");
    this.#take(card);
  }

  #take(card: HTMLElement) {
    this.#card = card;
    this.#target = card.closest<HTMLElement>("[data-lane]");
    card.classList.add("is-dragging");
    this.classList.add("is-moving");
  }

  #hover(event: DragEvent) {
    const place = (event.target as Element).closest<HTMLElement>("[data-lane]");
    if (!this.#card || !place) return;
    event.preventDefault();
    this.#aim(place);
  }

  #aim(place: HTMLElement) {
    this.#target = place;
    for (const one of this.#places) one.classList.toggle("is-target", one === place);
  }

  #key(event: KeyboardEvent) {
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    if (event.ctrlKey || event.metaKey || event.altKey || card !== event.target || !card) return;
    if (!this.#card) {
      if (event.key === "v" && card.draggable) {
        event.preventDefault();
        this.#take(card);
        this.#say("moving");
      } else this.#walk(event, card);
      return;
    }
    const step = STEPS[event.key];
    if (step) {
      const places = this.#places;
      const at = this.#target ? places.indexOf(this.#target) : 0;
      this.#aim(places[(at + step + places.length) % places.length]);
      this.#say("moving");
    } else if (event.key === "Enter") this.#drop();
    else if (event.key === "Escape") {
      this.#say("stays");
      this.#rest();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Arrows go from card to card, Enter opens one. */
  #walk(event: KeyboardEvent, card: HTMLElement) {
    if (event.key === "Enter") card.querySelector("a")?.click();
    const lane = card.closest<HTMLElement>("[data-lane]");
    const cards = [...(lane?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
    const at = cards.indexOf(card);
    const holds = (place: HTMLElement) => place === lane || place.querySelector("[data-card]");
    const lanes = this.#places.filter(holds);
    const beside = (step: number) => {
      const next = lane && lanes[lanes.indexOf(lane) + step];
      const there = next ? [...next.querySelectorAll<HTMLElement>("[data-card]")] : [];
      return there[Math.min(at, there.length - 1)];
    };
    const ways: Record<string, HTMLElement | undefined> = {
      ArrowDown: cards[at + 1],
      ArrowUp: cards[at - 1],
      ArrowLeft: beside(-1),
      ArrowRight: beside(1),
    };
    if (!(event.key in ways)) return;
    event.preventDefault();
    ways[event.key]?.focus();
  }

  #drop() {
    const [card, place] = [this.#card, this.#target];
    const from = card?.closest("[data-lane]");
    if (!card || !place || place === from) return this.#rest();
    const record = card.querySelector(".kcard__title")?.getAttribute("href");
    const to = `${record}/move/${this.dataset.field}/${place.dataset.lane || "none"}`;
    this.#say("moved");
    this.#rest();
    if (place.dataset.asks !== undefined) {
      const ask = this.querySelector<HTMLAnchorElement>("a[data-ask]");
      if (!ask) return;
      ask.href = to;
      ask.click();
      return;
    }
    const form = this.querySelector<HTMLFormElement>("form[data-move]");
    if (!form) return;
    form.action = to;
    (form.elements.namedItem("version") as HTMLInputElement).value = card.dataset.version ?? "";
    place.querySelector(".lane__cards")?.prepend(card);
    card.classList.add("is-saving");
    form.requestSubmit();
  }

  #rest() {
    this.#card?.classList.remove("is-dragging");
    this.classList.remove("is-moving");
    for (const one of this.#places) one.classList.remove("is-target");
    this.#card = this.#target = null;
  }

  #say(what: "moving" | "moved" | "stays") {
    const said = this.querySelector("[data-said]");
    const lane = this.#target?.dataset.label ?? "";
    const words = (this.dataset[what] ?? "").replace("{lane}", lane);
    if (said) said.textContent = words.replace("{title}", this.#card?.ariaLabel ?? "");
  }
}

customElements.define("card-board", CardBoard);
