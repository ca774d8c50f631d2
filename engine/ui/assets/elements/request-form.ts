// Sends what a form describes with the session of the page and shows the answer as it came.
import { token } from "./token";

class RequestForm extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(event.target as HTMLFormElement);
    });
  }

  async #send(form: HTMLFormElement) {
    const told = new FormData(form);
    const path = String(told.get("path") ?? "");
    const method = this.dataset.method ?? "GET";
    const headers: Record<string, string> = { "x-csrf-token": token() };
    const body = told.get("body");
    if (typeof body === "string") headers["content-type"] = "application/json";
    const begun = performance.now();
    try {
      // Only our own interface is asked, whatever was typed.
      const address = new URL(path, location.origin);
      if (address.origin !== location.origin || !address.pathname.startsWith("/api/v1/")) {
        throw new Error(path);
      }
      const answer = await fetch(address, { method, headers, body: body as string | null });
      const text = await answer.text();
      const took = Math.round(performance.now() - begun);
      this.#show(`${answer.status} ${answer.statusText} · ${took} ms`, pretty(text));
    } catch (error) {
      this.#show(String(error), "");
    }
  }

  #show(status: string, text: string) {
    const line = this.querySelector("[data-status]");
    const answer = this.querySelector("[data-answer]");
    if (line) line.textContent = status;
    if (!answer?.parentElement) return;
    answer.textContent = text;
    answer.parentElement.hidden = !text;
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

customElements.define("request-form", RequestForm);
