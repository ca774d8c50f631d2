// A real provider of OpenID Connect (npm `oidc-provider`, a certified one) on this machine.

import { createServer } from "node:http";
import { Provider } from "oidc-provider";

export const CLIENT = "kontor";
export const SECRET = "ein Geheimnis: 100 %";

const people = {
  ines: { name: "Ines Vogt", email: "ines@firma.test", groups: ["Vertrieb"] },
  eva: { name: "Eva Berg", email: "eva@firma.test", groups: [] },
};

/** Starts it; `allow` says to which address it may send people back. */
export async function startProvider() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const allow = (back) => {
    const provider = new Provider(issuer, settings(back));
    server.on("request", provider.callback());
  };
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { issuer, allow, close };
}

function settings(back) {
  return {
    clients: [
      {
        client_id: CLIENT,
        client_secret: SECRET,
        redirect_uris: [back],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: {
      openid: ["sub"],
      profile: ["name", "preferred_username", "groups"],
      email: ["email", "email_verified"],
    },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: id,
        email_verified: true,
        ...people[id],
      }),
    }),
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ["a key for tests"] },
  };
}
