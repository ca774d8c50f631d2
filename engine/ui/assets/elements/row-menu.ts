// One menu for all rows: the button that opens it decides for which record it is filled.
import htmx from "htmx.org/dist/htmx.esm.js";

class RowMenu extends HTMLElement {
  #onClick = (event: MouseEvent) => {
    const button = (event.target as Element).closest(`[popovertarget="${this.id}"]`);
    const record = button?.closest("tr")?.querySelector(".card-title a")?.getAttribute("href");
    if (!record) return;
    this.replaceChildren();
    void htmx.ajax("GET", `${record}/menu`, { target: this, swap: "innerHTML", source: this });
  };

  connectedCallback() {
    document.addEventListener("click", this.#onClick);
  }

  disconnectedCallback() {
    document.removeEventListener("click", this.#onClick);
  }
}

customElements.define("row-menu", RowMenu);
