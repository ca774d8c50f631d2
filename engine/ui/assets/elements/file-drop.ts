// Files can be dropped on the field instead of being chosen; forms marked so send them at once and
// show how far they are. Whatever is not a plain answer is left to the form itself.
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
    else if (this.hasAttribute("data-at-once") && files.length) this.#send(input);
  }

  #send(input: HTMLInputElement) {
    const form = input.form;
    const bar = this.querySelector("progress");
    if (!form || !bar) return form?.requestSubmit();
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("x-file-upload", "1");
    request.upload.addEventListener("progress", (event) => {
      bar.hidden = false;
      if (event.lengthComputable) bar.value = (event.loaded / event.total) * 100;
    });
    request.addEventListener("load", () => {
      const isText = request.getResponseHeader("content-type")?.startsWith("text/plain");
      if (request.status === 204) location.assign(request.getResponseHeader("x-location") ?? "");
      else if (request.status === 422 && isText) this.#refused(input, request.responseText);
      else form.submit();
    });
    request.addEventListener("error", () => this.#refused(input, this.dataset.failed ?? ""));
    request.send(new FormData(form));
    input.disabled = true;
  }

  #refused(input: HTMLInputElement, why: string) {
    const bar = this.querySelector("progress");
    if (bar) bar.hidden = true;
    input.disabled = false;
    input.setCustomValidity(why);
    input.reportValidity();
  }
}

customElements.define("file-drop", FileDrop);
