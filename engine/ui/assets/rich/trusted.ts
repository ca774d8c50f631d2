// The one policy by which the editor parses HTML: into documents apart, in which nothing runs and
// nothing is loaded; of those it takes the elements that it knows.
interface Policy {
  createHTML(html: string): string;
}

interface Policies {
  createPolicy(name: string, rules: Policy): Policy;
}

const own = (globalThis as { trustedTypes?: Policies })["trustedTypes"];
const policy = own?.createPolicy("kontor", { createHTML: (html) => html });

/** What the library is given in the place of the policies of the page. */
export const trustedTypesOfEditor = policy && { createPolicy: () => policy };

/** The body of HTML, in a document of its own. */
export function parsed(html: string): HTMLElement {
  const trusted = policy ? policy.createHTML(html) : html;
  return new DOMParser().parseFromString(trusted, "text/html").body;
}
