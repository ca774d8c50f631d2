// Puts what is done with a record at the end of each row of its list. How somebody is reached
// stands in the cells of the row, and in its `data-ways` what no cell shows.
class RowActs extends HTMLElement {
  connectedCallback() {
    const template = this.querySelector("template");
    const rows = this.closest("record-table")?.querySelectorAll<HTMLElement>("tbody tr") ?? [];
    if (template) for (const row of rows) this.#furnish(row, template);
  }

  #furnish(row: HTMLElement, template: HTMLTemplateElement) {
    const link = row.querySelector<HTMLAnchorElement>(".card-title a");
    const acts = template.content.cloneNode(true) as DocumentFragment;
    const shown = row.querySelectorAll('td > a:is([href^="tel:"], [href^="mailto:"])');
    const ways = [...shown].map((way) => way.getAttribute("href") ?? "");
    ways.push(...(row.dataset.ways?.split(" ") ?? []));
    const address = { "/preview": `${link?.getAttribute("href")}/preview` };
    const title = link?.textContent ?? "";
    for (const act of acts.querySelectorAll<HTMLElement>(".row-act")) {
      const way = act.dataset.way ?? "";
      const href = ways.find((one) => one.startsWith(way)) ?? address[way as keyof typeof address];
      act.title = act.title.replace("{value}", href?.slice(way.length) ?? "");
      act.title = act.title.replace("{title}", title);
      if (act instanceof HTMLAnchorElement && href) act.href = href;
      else if (act instanceof HTMLAnchorElement) act.remove();
    }
    row.querySelector(".table__acts")?.replaceChildren(acts);
  }
}

customElements.define("row-acts", RowActs);
