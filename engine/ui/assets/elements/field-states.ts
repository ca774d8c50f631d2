// Says which fields of the form around it are shown and needed; the server answers with one of
// these whenever the form changes. Without script the page stands as it was asked for.
class FieldStates extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    const names = (list = "") => new Set(list.split(" ").filter((name) => name !== ""));
    const hidden = names(this.dataset.hidden);
    const needed = names(this.dataset.needed);
    for (const cell of form?.querySelectorAll<HTMLElement>("[data-field]") ?? []) {
      const name = cell.dataset.field ?? "";
      cell.hidden = hidden.has(name);
      cell.toggleAttribute("data-needed", needed.has(name));
    }
  }
}

customElements.define("field-states", FieldStates);
