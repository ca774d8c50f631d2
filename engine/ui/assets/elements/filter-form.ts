// A look-up posts MODULE:ID under its own name; a condition wants the id alone.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.querySelector("form")?.addEventListener("formdata", (event) => this.#bare(event.formData));
  }

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
