// htmx under a strict content security policy: no code from attributes, HTML through one policy.
import htmx from "htmx.org/dist/htmx.esm.js";

const policy = window.trustedTypes?.createPolicy("htmx", {
  createHTML: (html: string) => html,
  createScript: () => "",
});

/** Stands in for Function, so that code in an attribute is an error and never runs. */
class NoCode {
  constructor() {
    throw new Error("attributes hold no code");
  }
}

htmx.registerExtension("kontor", {
  init(api: { initSecurity(policy: unknown, sync: unknown, async: unknown): void }) {
    api.initSecurity(policy, NoCode, NoCode);
  },
} as never);
