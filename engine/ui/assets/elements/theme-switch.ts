// Shows a choice of theme and density at once; saving it is the form's business.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", (event) => {
      const input = event.target;
      if (!(input instanceof HTMLInputElement) || !input.checked) return;
      const page = document.documentElement;
      if (input.name === "density") page.dataset.density = input.value;
      if (input.name !== "theme") return;
      if (input.value === "system") delete page.dataset.theme;
      else page.dataset.theme = input.value;
    });
  }
}

customElements.define("theme-switch", ThemeSwitch);
