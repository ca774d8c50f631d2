// Short messages: each leaves after a while, but not while it is hovered or focused.
// Ctrl+Z outside of text fields presses the undo button of the latest one, or takes back what an
// earlier message of this session told, however long that one is gone.
import htmx from "htmx.org/dist/htmx.esm.js";
import { isTyping } from "./typing";

const SHOWN_FOR = 8000;
const KEY = "undo";
const KEPT = 20;

/** Addresses that take something back, the latest last. */
function kept(): string[] {
  const list: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
  const isOurs = (one: unknown) => typeof one === "string" && one.startsWith("/undo/");
  return Array.isArray(list) ? list.filter(isOurs) : [];
}

function keep(list: string[]) {
  sessionStorage.setItem(KEY, JSON.stringify(list.slice(-KEPT)));
}

class ToastStack extends HTMLElement {
  #observer = new MutationObserver(() => this.#adopt());
  #onKey = (event: KeyboardEvent) => this.#undoByKey(event);
  #onError = (event: Event) => this.#tellOffline(event as CustomEvent);

  connectedCallback() {
    this.#observer.observe(this, { childList: true });
    document.addEventListener("keydown", this.#onKey);
    document.addEventListener("htmx:error", this.#onError);
    this.addEventListener("click", (event) => this.#close(event));
    this.#adopt();
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    document.removeEventListener("keydown", this.#onKey);
    document.removeEventListener("htmx:error", this.#onError);
  }

  #adopt() {
    for (const toast of this.querySelectorAll<HTMLElement>(".toast:not([data-timed])")) {
      toast.dataset.timed = "";
      if (!toast.hasAttribute("data-stays")) this.#leaveLater(toast);
      const form = toast.querySelector("[data-undo]")?.closest("form");
      const address = form?.getAttribute("action");
      if (!form || !address) continue;
      keep([...kept().filter((one) => one !== address), address]);
      form.addEventListener("submit", () => keep(kept().filter((one) => one !== address)), true);
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
    const buttons = this.querySelectorAll<HTMLButtonElement>("[data-undo]");
    const latest = buttons[buttons.length - 1];
    const earlier = kept().pop();
    if (!latest && !earlier) return;
    event.preventDefault();
    if (latest) {
      latest.click();
    } else if (earlier) {
      keep(kept().slice(0, -1));
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
