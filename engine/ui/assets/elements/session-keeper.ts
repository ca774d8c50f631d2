// A session that ended loses nothing: asks for the password over the page, then sends the same
// request again with a new token. If somebody else signs in there, the page comes anew for them.
import { type Asked, type Context, renew, token } from "./token";
import { stays } from "./writing";

const ASKING = { "hx-request": "true" };

class SessionKeeper extends HTMLElement {
  #asking: Promise<boolean> | null = null;
  #wasDeclined = false;
  #checked = new WeakSet<HTMLFormElement>();
  #waiting = new WeakSet<HTMLFormElement>();
  #onRequest = (event: Event) => {
    const ctx = (event as CustomEvent<{ ctx: Context }>).detail.ctx;
    // What the page asks by itself while somebody types interrupts nobody.
    if (ctx.sourceElement.closest("[data-quiet]")) return;
    ctx.fetch = (to, asked) => this.#send(to, asked);
  };
  #onSubmit = (event: SubmitEvent) => this.#submitted(event);

  connectedCallback() {
    document.addEventListener("htmx:config:request", this.#onRequest);
    document.addEventListener("submit", this.#onSubmit, true);
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:config:request", this.#onRequest);
    document.removeEventListener("submit", this.#onSubmit, true);
  }

  /** A request of the script; a refused token may be that of a session that came after. */
  async #send(to: string, asked: Asked): Promise<Response> {
    const request = asked as unknown as RequestInit;
    const answer = await fetch(to, request);
    const isLost = answer.status === 401 || (answer.status === 403 && asked.method !== "GET");
    if (!isLost || !(await this.#regain())) return answer;
    asked.headers["x-csrf-token"] = token();
    if (asked.body?.has("csrf")) asked.body.set("csrf", token());
    return fetch(to, { ...request, signal: null });
  }

  /** A plain form loads a page, so whether it will be taken is asked before it is sent. */
  #submitted(event: SubmitEvent) {
    const form = event.target as HTMLFormElement;
    const byScript = form.hasAttribute("hx-post") || this.contains(form);
    if (form.method !== "post" || byScript || this.#checked.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.#waiting.has(form)) void this.#check(form, event.submitter);
  }

  async #check(form: HTMLFormElement, submitter: HTMLElement | null) {
    this.#waiting.add(form);
    try {
      if (await this.#regain()) {
        this.#checked.add(form);
        form.requestSubmit(submitter?.isConnected ? submitter : null);
      } else stays();
    } catch {
      stays();
      document.dispatchEvent(new CustomEvent("htmx:error"));
    } finally {
      this.#checked.delete(form);
      this.#waiting.delete(form);
    }
  }

  /** Whether the person of this page has a session, after asking if need be. */
  async #regain(): Promise<boolean> {
    const answer = await fetch("/session", { headers: ASKING });
    if (answer.status === 401) return this.#ask();
    if (!answer.ok) throw new Error(`the session answers ${answer.status}`);
    return this.#take(answer);
  }

  #take(answer: Response): boolean {
    if (answer.headers.get("x-person") !== this.dataset.person) {
      const stay = (event: Event) => event.stopImmediatePropagation();
      window.addEventListener("beforeunload", stay, { capture: true });
      location.assign(location.href.split("#")[0]);
      return false;
    }
    renew(document, answer.headers.get("x-csrf-token") ?? "");
    return true;
  }

  /** Whoever said no is asked again only for something they do themselves. */
  async #ask(): Promise<boolean> {
    if (this.#wasDeclined && !navigator.userActivation?.isActive) return false;
    this.#asking ??= this.#open().finally(() => (this.#asking = null));
    return this.#asking;
  }

  #open(): Promise<boolean> {
    const dialog = this.#copy("data-dialog", this) as HTMLDialogElement;
    const form = dialog.querySelector("form") as HTMLFormElement;
    let isBack = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      stays();
      void this.#signIn(form, event.submitter).then((done) => {
        if ((isBack = done)) dialog.close();
      });
    });
    dialog.showModal();
    form.querySelector<HTMLElement>("[type=password]")?.focus();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        dialog.remove();
        this.#wasDeclined = !isBack;
        if (!isBack) this.#copy("data-refused", document.getElementById("toasts"));
        resolve(isBack);
      });
    });
  }

  /** Whether the same person is back; if not, the dialog stays, or asks for their code. */
  async #signIn(form: HTMLFormElement, by: HTMLElement | null): Promise<boolean> {
    const to = by?.getAttribute("formaction") ?? form.action;
    const body = new URLSearchParams(new FormData(form) as never);
    const problem = form.querySelector<HTMLElement>("[data-problem]");
    const answer = await fetch(to, { method: "post", headers: ASKING, body }).catch(() => null);
    if (answer?.ok) return this.#take(answer);
    const asked = answer?.headers.get("x-step") ?? "password";
    problem?.classList.toggle("field__error", !this.#show(form, asked));
    if (problem) problem.textContent = (await answer?.text()) || (form.dataset.offline ?? "");
    problem?.removeAttribute("hidden");
    form.querySelector<HTMLInputElement>(`[name=${asked}]`)?.select();
    return false;
  }

  /** Shows the half of the sign-in that is asked for; whether it is the second one, just now. */
  #show(form: HTMLFormElement, asked: string): boolean {
    const steps = [...form.querySelectorAll<HTMLFieldSetElement>("[data-step]")];
    const next = steps.find((step) => step.dataset.step === asked);
    const isNext = asked === "code" && next?.hidden === true;
    for (const step of steps) step.hidden = step.disabled = step !== next;
    form.action = next?.dataset.action ?? form.action;
    return isNext;
  }

  #copy(name: string, place: HTMLElement | null): Element {
    const template = this.querySelector<HTMLTemplateElement>(`template[${name}]`);
    const copy = template?.content.firstElementChild?.cloneNode(true) as Element;
    place?.append(copy);
    return copy;
  }
}

customElements.define("session-keeper", SessionKeeper);
