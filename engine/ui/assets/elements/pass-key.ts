// Asks the device for a passkey and sends its answer with the form around it. What stands for
// browsers that know no passkeys gives way to the button where they do.
import { token } from "./token";

const FOR_SCRIPT = { "hx-request": "true" };

class PassKey extends HTMLElement {
  connectedCallback() {
    const knows = "parseRequestOptionsFromJSON" in (window.PublicKeyCredential ?? {});
    for (const part of this.querySelectorAll<HTMLElement>("[data-can]")) part.hidden = !knows;
    for (const part of this.querySelectorAll<HTMLElement>("[data-cannot]")) part.hidden = knows;
    this.querySelector("button")?.addEventListener("click", (event) => {
      event.preventDefault();
      void this.#ask(event.currentTarget as HTMLButtonElement);
    });
  }

  async #ask(button: HTMLButtonElement) {
    const form = button.form;
    if (!form || button.ariaBusy === "true") return;
    if (!button.formNoValidate && !form.reportValidity()) return;
    this.#say("");
    button.ariaBusy = "true";
    try {
      const credential = await this.#credential();
      const answer = form.querySelector<HTMLInputElement>("input[name=answer]");
      if (answer) answer.value = JSON.stringify(credential.toJSON());
      form.requestSubmit(button);
    } catch (error) {
      this.#say(this.#words(error));
    } finally {
      button.ariaBusy = null;
    }
  }

  async #credential(): Promise<PublicKeyCredential> {
    const headers = { ...FOR_SCRIPT, "x-csrf-token": token() };
    const asked = await fetch(this.dataset.ask ?? "", { method: "post", headers });
    if (!asked.ok) throw new Error(`asking answers ${asked.status}`);
    const told = await asked.json();
    const known = PublicKeyCredential;
    const made = this.hasAttribute("data-new")
      ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(told) })
      : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(told) });
    return made as PublicKeyCredential;
  }

  #words(error: unknown): string {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "InvalidStateError") return this.dataset.known ?? "";
    if (name === "NotAllowedError" || name === "AbortError") return this.dataset.declined ?? "";
    return this.dataset.failed ?? "";
  }

  #say(text: string) {
    const problem = this.querySelector<HTMLElement>("[data-problem]");
    if (!problem) return;
    problem.textContent = text;
    problem.hidden = text === "";
  }
}

customElements.define("pass-key", PassKey);
