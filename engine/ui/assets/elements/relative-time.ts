// Keeps "5 minutes ago" true while the page stays open.
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

class RelativeTime extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    this.#show();
    this.#timer = window.setInterval(() => this.#show(), 60_000);
  }

  disconnectedCallback() {
    window.clearInterval(this.#timer);
  }

  #show() {
    const time = this.querySelector("time");
    const at = Date.parse(time?.dateTime ?? "");
    const seconds = (at - Date.now()) / 1000;
    if (!time || Number.isNaN(at) || 86400 * 7 < Math.abs(seconds)) return;
    const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
    const [unit, size] = UNITS.find(([, size]) => size <= Math.abs(seconds)) ?? ["minute", 60];
    time.textContent = words.format(Math.round(seconds / size), unit);
  }
}

customElements.define("relative-time", RelativeTime);
