import { AUTHORIZE_PATH, LOGIN_PORTS, TERRAFORM_CLIENT } from "./login";

/** What clients find out before they ask. Pure. `publicUrl` without a trailing slash. */

/**
 * `/.well-known/terraform.json` (terrakube-contract.md 7.2). The addresses are whole: also when another host serves
 * this document, people sign in at PUBLIC_URL, where their session is.
 * @param others the entries of a Terrakube that is followed (state.v2, tfe.v2, …); login.v1 stays ours
 */
export function describeServices(publicUrl: string, others: Record<string, unknown> = {}) {
  return {
    ...others,
    "login.v1": {
      client: TERRAFORM_CLIENT,
      grant_types: ["authz_code"],
      authz: `${publicUrl}${AUTHORIZE_PATH}`,
      token: `${publicUrl}/oauth/token`,
      ports: [...LOGIN_PORTS],
    },
  };
}

const CLIENT_AUTH = ["client_secret_basic", "client_secret_post"];

/** `/.well-known/oauth-authorization-server` (RFC 8414 section 2). */
export function describeServer(publicUrl: string) {
  return {
    issuer: publicUrl,
    authorization_endpoint: `${publicUrl}${AUTHORIZE_PATH}`,
    token_endpoint: `${publicUrl}/oauth/token`,
    token_endpoint_auth_methods_supported: ["none"],
    introspection_endpoint: `${publicUrl}/oauth/introspect`,
    introspection_endpoint_auth_methods_supported: CLIENT_AUTH,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    revocation_endpoint_auth_methods_supported: CLIENT_AUTH,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
  };
}
