// The token that every request of a page carries, and requests of htmx as far as we touch them.

/** What htmx is about to send. */
export interface Asked {
  action: string;
  method: string;
  headers: Record<string, string>;
  body: FormData | URLSearchParams | null;
}

/** A request of htmx before it is sent. */
export interface Context {
  sourceElement: Element;
  request: Asked;
  fetch: (address: string, asked: Asked) => Promise<Response>;
}

/** Puts a new token wherever a page keeps one, also into what templates hold. */
export function renew(root: Document | DocumentFragment, token: string) {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[name=csrf]")) {
    input.value = token;
  }
  for (const template of root.querySelectorAll("template")) renew(template.content, token);
  document.body.setAttribute("hx-headers:inherited", JSON.stringify({ "x-csrf-token": token }));
}

/** The token that the forms of this page carry. */
export function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrf]")?.value ?? "";
}
