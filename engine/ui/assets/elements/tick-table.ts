// A table of boxes to tick; a button in a heading ticks all below it, or none when all are.
class TickTable extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll<HTMLElement>("[data-tick]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.#tick(Number(button.dataset.tick)));
    }
  }

  #tick(column: number) {
    const cells = [...this.querySelectorAll(`tbody td:nth-of-type(${column + 1}) input`)];
    const boxes = cells as HTMLInputElement[];
    const on = !boxes.every((box) => box.checked);
    boxes.forEach((box) => (box.checked = on));
  }
}

customElements.define("tick-table", TickTable);
