// What is pasted from other programs, before the editor takes of it what it knows.
import { parsed } from "./trusted";

/** Elements of which nothing is kept, not even their text. */
const UNREAD = "script, style, template, title, iframe, noembed, noframes, xmp, head, xml";

/** The HTML with rows of tables as paragraphs, and without comments of word processors. */
export function pasted(html: string): string {
  const body = parsed(html);
  for (const element of body.querySelectorAll(UNREAD)) element.remove();
  for (const row of body.querySelectorAll("tr")) {
    const cells = [...row.querySelectorAll("td, th")].map((cell) => cell.textContent ?? "");
    const line = document.createElement("p");
    line.textContent = cells.map((cell) => cell.replace(/\s+/g, " ").trim()).join(" | ");
    row.replaceWith(line);
  }
  for (const title of body.querySelectorAll("h1, h4, h5, h6")) {
    const level = document.createElement(title.matches("h1") ? "h2" : "h3");
    level.append(...title.childNodes);
    title.replaceWith(level);
  }
  return body.innerHTML;
}
