// What is pasted from other programs, before the editor takes of it what it knows.
import { parsed } from "./trusted";

/** Elements of which nothing is kept, not even their text. */
const UNREAD = "script, template, title, iframe, noembed, noframes, xmp, head, xml, img, object";
/** What the editor reads of an element; the second says how much of a copy of its own is whole. */
const KEPT = ["href", "data-pm-slice"];
/** How programs say with styles what has an element of its own. */
const MARKS: [RegExp, string][] = [
  [/font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/font-style:\s*italic/i, "em"],
  [/text-decoration[^;]*underline/i, "u"],
  [/text-decoration[^;]*line-through/i, "s"],
];

/** The HTML without styles, with rows of tables as paragraphs, and headings of two levels. */
export function pasted(html: string): string {
  const body = parsed(quiet(html));
  for (const element of body.querySelectorAll(UNREAD)) element.remove();
  for (const element of body.querySelectorAll<HTMLElement>("[data-style]")) mark(element);
  for (const row of body.querySelectorAll("tr")) row.replaceWith(line(row));
  for (const title of body.querySelectorAll("h1, h4, h5, h6")) {
    become(title, title.matches("h1") ? "h2" : "h3");
  }
  for (const element of body.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      if (!KEPT.includes(name)) element.removeAttribute(name);
    }
  }
  return body.innerHTML;
}

/** Styles and handlers under other names: a page that forbids them complains of each. */
function quiet(html: string): string {
  const rename = (tag: string) => tag.replace(/(\s)(style|on\w+)(?=\s*=)/gi, "$1data-$2");
  const sheets = /<style\b[\s\S]*?<\/style\s*>/gi;
  return html.replace(sheets, "").replace(/<[a-z][^<>]*>/gi, rename);
}

function mark(element: HTMLElement) {
  const style = element.dataset.style ?? "";
  if (element.matches("b") && /font-weight:\s*(normal|400)/i.test(style)) {
    element.replaceWith(...element.childNodes);
  } else if (element.matches("span, font, a")) {
    for (const [says, name] of MARKS) {
      if (!says.test(style) || (name === "u" && element.matches("a"))) continue;
      const marked = document.createElement(name);
      marked.append(...element.childNodes);
      element.append(marked);
    }
  }
}

function line(row: Element): Element {
  const cells = [...row.querySelectorAll("td, th")].map((cell) => cell.textContent ?? "");
  const line = document.createElement("p");
  line.textContent = cells.map((cell) => cell.replace(/\s+/g, " ").trim()).join(" | ");
  return line;
}

function become(element: Element, name: string) {
  const other = document.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}
