declare module "htmx.org/dist/htmx.esm.js" {
  import htmx from "htmx.org";
  export default htmx;
  export * from "htmx.org";
}

interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: object): object;
}
interface Window {
  trustedTypes?: TrustedTypePolicyFactory;
}
