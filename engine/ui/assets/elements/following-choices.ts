// Offers of a choice only what may follow another choice of the same form.
type Rule = [on: string, field: string, allowed: Record<string, string[]>];

class FollowingChoices extends HTMLElement {
  #rules: Rule[] = [];

  connectedCallback() {
    this.#rules = JSON.parse(this.dataset.rules ?? "[]") as Rule[];
    const form = this.closest("form");
    form?.addEventListener("change", (event) => this.#changed(form, event.target));
    if (form) this.#rules.forEach((rule) => this.#apply(form, rule));
  }

  /** What no longer fits is given up, and what follows it in turn is looked at again. */
  #changed(form: HTMLFormElement, target: EventTarget | null) {
    const name = (target as HTMLInputElement | null)?.name;
    for (const rule of this.#rules.filter(([on]) => on === name)) {
      const given = this.#apply(form, rule);
      if (given) given.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** Gives the control whose value was given up. */
  #apply(form: HTMLFormElement, [on, field, allowed]: Rule): Element | null {
    const deciding = form.querySelector<HTMLSelectElement>(`select[name="${CSS.escape(on)}"]`);
    if (!deciding) return null;
    const may = allowed[deciding.value];
    const fits = (code: string) => !code || !may || may.includes(code);
    let given: Element | null = null;
    const name = CSS.escape(field);
    const options = form.querySelectorAll<HTMLOptionElement>(`select[name="${name}"] option`);
    for (const option of options) {
      option.hidden = option.disabled = !fits(option.value);
      if (!option.selected || !option.disabled) continue;
      given = option.closest("select");
      (given as HTMLSelectElement).value = "";
    }
    const boxes = `input[type=checkbox][name="${name}"]`;
    for (const box of form.querySelectorAll<HTMLInputElement>(boxes)) {
      const row = box.closest<HTMLElement>("label");
      if (row) row.hidden = !fits(box.value);
      if (!box.checked || fits(box.value)) continue;
      box.checked = false;
      given = box;
    }
    return given;
  }
}

customElements.define("following-choices", FollowingChoices);
