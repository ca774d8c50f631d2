// Opens the calendar of the browser beside a date that is typed in the reader's own format.
class DateField extends HTMLElement {
  connectedCallback() {
    const [text, picker] = this.#inputs();
    const button = this.querySelector("button");
    if (!text || !picker || !button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      picker.value = this.#iso(text.value);
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      text.value = this.#written(picker.value);
      text.dispatchEvent(new Event("change", { bubbles: true }));
      text.focus();
    });
  }

  #inputs(): (HTMLInputElement | null)[] {
    return [
      this.querySelector<HTMLInputElement>("input:not([type=date])"),
      this.querySelector<HTMLInputElement>("input[type=date]"),
    ];
  }

  #iso(text: string): string {
    const iso = text.match(/^(\d{4})-(\d{2})-(\d{2})$/);
    if (iso) return text;
    const [, first, second, year] = text.match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/) ?? [];
    if (!year) return "";
    const isTurned = this.dataset.format === "month_first" && text.includes("/");
    const [day, month] = isTurned ? [second, first] : [first, second];
    return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  }

  // As the server writes it; a month in words is left to the server.
  #written(iso: string): string {
    const [year, month, day] = iso.split("-");
    if (!day) return "";
    switch (this.dataset.format) {
      case "dots": return `${day}.${month}.${year}`;
      case "slashes": return `${day}/${month}/${year}`;
      case "month_first": return `${month}/${day}/${year}`;
      default: return iso;
    }
  }
}

customElements.define("date-field", DateField);
