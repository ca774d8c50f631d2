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
    const [, day, month, year] = text.match(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/) ?? [];
    return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
  }

  #written(iso: string): string {
    const [year, month, day] = iso.split("-");
    if (!day) return "";
    return document.documentElement.lang === "de" ? `${day}.${month}.${year}` : iso;
  }
}

customElements.define("date-field", DateField);
