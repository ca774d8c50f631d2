// Short messages: each leaves after a while, but not while it is hovered or focused.
// Ctrl+Z outside of text fields presses the undo button of the latest one, or takes back what an
// earlier message of this session told, however long that one is gone. While a change is on its
// way, that change is what the key means: it waits for the answer.
import htmx from "htmx.org/dist/htmx.esm.js";
import { mine } from "./mine";
import { isTyping } from "./typing";
import { isLeaving, isWriting } from "./writing";

const SHOWN_FOR = 8000;
const NEXT = "undo-next";
const AGE = 10_000;
const KEPT = 20;

/** Addresses that take something back, the latest last. */
function kept(): string[] {
  const list: unknown = JSON.parse(sessionStorage.getItem(mine("undo")) ?? "[]");
  const isOurs = (one: unknown) => typeof one === "string" && one.startsWith("/undo/");
  return Array.isArray(list) ? list.filter(isOurs) : [];
}

function keep(list: string[]) {
  sessionStorage.setItem(mine("undo"), JSON.stringify(list.slice(-KEPT)));
}

class ToastStack extends HTMLElement {
  #observer = new MutationObserver(() => this.#adopt());
  #onKey = (event: KeyboardEvent) => this.#undoByKey(event);
  #onError = (event: Event) => this.#tellOffline(event as CustomEvent);
  #waits = false;
  /** Whether the next message tells that something was taken back. */
  #undoes = false;
  #onWritten = () => this.#written();

  connectedCallback() {
    this.#observer.observe(this, { childList: true });
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("written", this.#onWritten);
    document.addEventListener("htmx:error", this.#onError);
    this.addEventListener("click", (event) => this.#close(event));
    // The page of a run takes it back by its own button.
    if (document.querySelector("[data-takes-back]")) keep([]);
    this.#adopt();
    const isNext = Date.now() - Number(sessionStorage.getItem(NEXT) ?? 0) < AGE;
    sessionStorage.removeItem(NEXT);
    if (!isNext) return;
    document.addEventListener("htmx:after:process", () => this.#latest?.click(), { once: true });
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    document.removeEventListener("written", this.#onWritten);
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("htmx:error", this.#onError);
  }

  #adopt() {
    for (const toast of this.querySelectorAll<HTMLElement>(".toast:not([data-timed])")) {
      toast.dataset.timed = "";
      if (!toast.hasAttribute("data-stays")) this.#leaveLater(toast);
      const form = toast.querySelector("[data-undo]")?.closest("form");
      const address = form?.getAttribute("action");
      // What cannot be taken back by key is the last act all the same: none before it is meant.
      if (!form || !address) {
        if (!this.#undoes && !toast.matches(".toast--error")) keep([]);
        this.#undoes = false;
        continue;
      }
      keep([...kept().filter((one) => one !== address), address]);
      const taken = () => {
        this.#undoes = true;
        keep(kept().filter((one) => one !== address));
      };
      form.addEventListener("submit", taken, true);
    }
  }

  #leaveLater(toast: HTMLElement) {
    let timer = 0;
    const start = () => {
      timer = window.setTimeout(() => toast.remove(), SHOWN_FOR);
    };
    const stop = () => window.clearTimeout(timer);
    toast.addEventListener("pointerenter", stop);
    toast.addEventListener("focusin", stop);
    toast.addEventListener("pointerleave", start);
    toast.addEventListener("focusout", start);
    start();
  }

  #close(event: Event) {
    const button = (event.target as Element).closest("[data-close]");
    button?.closest(".toast")?.remove();
  }

  #undoByKey(event: KeyboardEvent) {
    const wanted = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
    if (!wanted || event.shiftKey || isTyping(event)) return;
    event.preventDefault();
    if (isLeaving()) sessionStorage.setItem(NEXT, String(Date.now()));
    else if (isWriting()) this.#waits = true;
    else this.#undo();
  }

  get #latest(): HTMLButtonElement | undefined {
    return [...this.querySelectorAll<HTMLButtonElement>("[data-undo]")].pop();
  }

  #written() {
    if (!this.#waits) return;
    this.#waits = false;
    this.#undo();
  }

  #undo() {
    this.#adopt();
    const latest = this.#latest;
    const earlier = kept().pop();
    if (latest) {
      latest.click();
    } else if (earlier) {
      keep(kept().slice(0, -1));
      this.#undoes = true;
      void htmx.ajax("POST", earlier, { target: this, swap: "none" });
    }
  }

  /** A request that got no answer at all; answers with an error bring their own words. */
  #tellOffline(event: CustomEvent) {
    if (event.detail?.ctx?.response) return;
    const template = this.querySelector<HTMLTemplateElement>("template[data-offline]");
    if (template && !this.querySelector("[data-stays]")) {
      this.append(template.content.cloneNode(true));
    }
  }
}

customElements.define("toast-stack", ToastStack);
