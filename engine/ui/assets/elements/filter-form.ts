// Shows the operators and values that fit the chosen field; the server sent them all in templates.
class FilterForm extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector<HTMLSelectElement>("[name=filter_field]");
    field?.addEventListener("change", () => this.#show(field));
    this.querySelector("form")?.addEventListener("formdata", (event) => this.#bare(event.formData));
  }

  #show(field: HTMLSelectElement) {
    const kind = field.selectedOptions[0]?.dataset.kind ?? "";
    const templates = this.querySelectorAll<HTMLTemplateElement>("template[data-kind]");
    const template = [...templates].find((one) => one.dataset.kind === kind);
    const part = this.querySelector("[data-part]");
    if (template) part?.replaceChildren(template.content.cloneNode(true));
  }

  /** A look-up posts MODULE:ID under its own name; a condition wants the id alone. */
  #bare(data: FormData) {
    const place = this.querySelector<HTMLElement>("[data-bare]");
    const input = place?.querySelector<HTMLInputElement>("input[data-id]");
    if (!place || !input) return;
    data.delete(input.name);
    const id = input.value.split(":").pop() ?? "";
    if (id) data.append(place.dataset.bare ?? "", id);
  }
}

customElements.define("filter-form", FilterForm);
