/** The ways to use a secret, ready to paste. Pure; what it returns holds the secret. */

export type Snippet = { label: string; text: string };
export type SnippetTab = { id: string; word: string; hint: string; snippets: Snippet[] };

/** The name of terraform's variable for a host: dots become `_`, hyphens `__`. Null with a port: it cannot be said. */
export function nameTerraformVariable(host: string): string | null {
  return host.includes(":") ? null : `TF_TOKEN_${host.replaceAll("-", "__").replaceAll(".", "_")}`;
}

/** @param address PUBLIC_URL, without a trailing slash */
export function writeSnippets(address: string, secret: string): SnippetTab[] {
  const self = `${address}/tokens/v1/self`;
  const { host } = new URL(address);
  const variable = nameTerraformVariable(host);
  return [
    {
      id: "curl",
      word: "curl",
      hint: "Asks Latchkey what this token is: a first call that changes nothing.",
      snippets: [{ label: "In a shell", text: `curl -H "Authorization: Bearer ${secret}" ${self}` }],
    },
    {
      id: "terraform",
      word: ".terraformrc",
      hint: "For terraform and tofu: in ~/.terraformrc (Windows: %APPDATA%\\terraform.rc).",
      snippets: [
        { label: "Credentials block", text: `credentials "${host}" {\n  token = "${secret}"\n}` },
        ...(variable ? [{ label: "Or as a variable", text: `export ${variable}="${secret}"` }] : []),
      ],
    },
    {
      id: "environment",
      word: "Environment",
      hint: "Read by the Terrakube provider, its CLI and the GitHub action.",
      snippets: [{ label: "In a shell", text: `export TERRAKUBE_TOKEN="${secret}"` }],
    },
    {
      id: "postman",
      word: "Postman",
      hint: "In Postman choose Import and paste this: a collection with its authorization set.",
      snippets: [{ label: "Collection", text: writePostmanCollection(self, secret) }],
    },
    {
      id: "header",
      word: "Header",
      hint: "What every other client has to send.",
      snippets: [{ label: "Header", text: `Authorization: Bearer ${secret}` }],
    },
  ];
}

function writePostmanCollection(url: string, secret: string): string {
  const collection = {
    info: {
      name: "Latchkey",
      schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
    },
    auth: { type: "bearer", bearer: [{ key: "token", value: secret, type: "string" }] },
    item: [{ name: "This token", request: { method: "GET", url } }],
  };
  return JSON.stringify(collection, null, 2);
}

/** A file name from a description: "GitHub Actions (prod)" → "github-actions-prod.token.txt". Any script's letters stay. */
export function nameFile(description: string, kind: "token" | "client" = "token"): string {
  const words =
    description
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{Letter}\p{Mark}\p{Number}]+/gu) ?? [];
  const stem = [...words.join("-")].slice(0, 60).join("").replace(/-+$/, "");
  return `${stem || "latchkey"}.${kind}.txt`;
}
