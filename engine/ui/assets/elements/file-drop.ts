// A file can be dropped on the field instead of being chosen; forms marked so post at once.
class FileDrop extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector<HTMLInputElement>("input[type=file]");
    if (!input) return;
    const area = this.querySelector(".upload") ?? this;
    this.addEventListener("dragover", (event) => {
      event.preventDefault();
      area.classList.add("is-over");
    });
    this.addEventListener("dragleave", () => area.classList.remove("is-over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      area.classList.remove("is-over");
      if (!event.dataTransfer?.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    input.addEventListener("change", () => this.#chosen(input));
  }

  #chosen(input: HTMLInputElement) {
    const name = this.querySelector("[data-chosen]");
    const files = [...(input.files ?? [])];
    if (name) name.textContent = files.map((file) => file.name).join(", ");
    const limit = Number(this.dataset.limit);
    const tooLarge = 0 < limit && files.some((file) => limit < file.size);
    input.setCustomValidity(tooLarge ? (this.dataset.tooLarge ?? "") : "");
    if (tooLarge) input.reportValidity();
    else if (this.hasAttribute("data-at-once") && files.length) input.form?.requestSubmit();
  }
}

customElements.define("file-drop", FileDrop);
