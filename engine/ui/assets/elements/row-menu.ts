// One menu for all rows or cards: the button that opens it says for which record it is filled.
import htmx from "htmx.org/dist/htmx.esm.js";

class RowMenu extends HTMLElement {
  #onClick = (event: MouseEvent) => {
    const button = (event.target as Element).closest(`[popovertarget="${this.id}"]`);
    const held = button?.closest("tr, [data-card]");
    const record = held?.querySelector(".card-title a, .kcard__title")?.getAttribute("href");
    if (!record) return;
    this.replaceChildren();
    const menu = `${record}/menu${this.dataset.query ?? ""}`;
    void htmx.ajax("GET", menu, { target: this, swap: "innerHTML", source: this });
  };

  connectedCallback() {
    document.addEventListener("click", this.#onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onClick);
  }
}

customElements.define("row-menu", RowMenu);
