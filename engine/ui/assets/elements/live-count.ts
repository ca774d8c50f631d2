// Keeps a number true while the page is open. One tab of the browser listens to the server and
// tells the others; where tabs cannot agree or the server does not talk, it asks now and then.
// Parts that are marked data-live are shown anew when the number changes.
import htmx from "htmx.org/dist/htmx.esm.js";

const ASK_EVERY = 60_000;

class LiveCount extends HTMLElement {
  #channel: BroadcastChannel | null = null;
  #events: EventSource | null = null;
  #release = () => {};
  #timer = 0;
  #n = -1;

  connectedCallback() {
    this.#n = Number.parseInt(this.querySelector(".bell__count")?.textContent ?? "0", 10) || 0;
    this.#channel = new BroadcastChannel(this.#source);
    this.#channel.onmessage = (event) => this.#show(event.data);
    if (navigator.locks) void this.#takeTurns();
    else this.#askLater();
  }

  disconnectedCallback() {
    this.#channel?.close();
    this.#events?.close();
    window.clearTimeout(this.#timer);
    this.#release();
  }

  get #source() {
    return this.dataset.source ?? "";
  }

  /** Whoever holds the lock listens; when its tab goes, another one gets it. */
  async #takeTurns() {
    const turn = () =>
      new Promise<void>((resolve) => {
        this.#release = resolve;
        if (this.isConnected) this.#listen();
        else resolve();
      });
    await navigator.locks.request(this.#source, turn).catch(() => this.#askLater());
  }

  #listen() {
    this.#events = new EventSource(this.#source);
    this.#events.onmessage = (event) => this.#tell(Number(event.data));
    this.#events.onerror = () => {
      if (this.#events?.readyState === EventSource.CLOSED) this.#askLater();
    };
  }

  #askLater() {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(), ASK_EVERY);
  }

  async #ask() {
    const asked = fetch(this.#source, { headers: { "hx-request": "true" } });
    const answer = await asked.catch(() => null);
    if (answer?.ok) this.#tell(Number(await answer.text()));
    if (answer?.status !== 401) this.#askLater();
  }

  #tell(n: number) {
    this.#channel?.postMessage(n);
    this.#show(n);
  }

  #show(n: number) {
    if (Number.isNaN(n) || n === this.#n) return;
    this.#n = n;
    const count = this.querySelector<HTMLElement>(".bell__count");
    const { label = "", some = "" } = this.dataset;
    if (count) {
      count.textContent = n < 100 ? String(n) : "99+";
      count.hidden = n === 0;
    }
    this.querySelector("a")?.setAttribute("aria-label", n ? `${label}, ${n} ${some}` : label);
    for (const part of document.querySelectorAll<HTMLElement>("[data-live]")) this.#renew(part);
  }

  /** Never what somebody is at. */
  #renew(part: HTMLElement) {
    if (part.contains(document.activeElement)) return;
    const url = part.dataset.live ?? "";
    void htmx.ajax("GET", url, { source: this, target: part, swap: "outerHTML" });
  }
}

customElements.define("live-count", LiveCount);
