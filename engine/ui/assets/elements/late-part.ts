// Fetches the script of a part that few pages have; a script that came before comes once.
class LatePart extends HTMLElement {
  connectedCallback() {
    if (this.dataset.script) void import(this.dataset.script);
  }
}

customElements.define("late-part", LatePart);
