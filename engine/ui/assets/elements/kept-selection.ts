// Which records of a list are chosen, over all its pages, until the question becomes another one.
import { mine } from "./mine";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The chosen records of the list that `of` is the address of. */
export class KeptSelection {
  readonly ids: Set<string>;
  readonly #key: string;
  readonly #of: string;

  constructor(of: string) {
    this.#of = of;
    this.#key = mine(`selection ${of.split("?")[0]}`);
    this.ids = new Set(this.#stored());
  }

  /** What is stored is not believed: it may be that of another question, or made by hand. */
  #stored(): string[] {
    try {
      const { of, ids } = JSON.parse(sessionStorage.getItem(this.#key) ?? "{}");
      const isOurs = of === this.#of && Array.isArray(ids);
      return isOurs ? ids.filter((id) => typeof id === "string" && ID.test(id)) : [];
    } catch {
      return [];
    }
  }

  save() {
    const { ids } = this;
    const kept = JSON.stringify({ of: this.#of, ids: [...ids] });
    if (ids.size) sessionStorage.setItem(this.#key, kept);
    else sessionStorage.removeItem(this.#key);
  }
}
