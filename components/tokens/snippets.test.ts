import { describe, expect, it } from "vitest";
import { nameFile, nameTerraformVariable, writeSnippets } from "./snippets";

describe("snippets", () => {
  const secret = "aaa.bbb.ccc";
  const tabs = writeSnippets("https://latch-key.example.com", secret);
  const all = tabs.flatMap((tab) => tab.snippets.map((snippet) => snippet.text));

  it("each hold the real secret", () => {
    expect(all).toHaveLength(6);
    for (const text of all) expect(text).toContain(secret);
  });
  it("curl asks the real address", () =>
    expect(all[0]).toBe(
      'curl -H "Authorization: Bearer aaa.bbb.ccc" https://latch-key.example.com/tokens/v1/self',
    ));
  it("the credentials block names the host, with its port", () => {
    expect(all[1]).toBe('credentials "latch-key.example.com" {\n  token = "aaa.bbb.ccc"\n}');
    const local = writeSnippets("http://localhost:3000", secret).find((tab) => tab.id === "terraform");
    expect(local?.snippets.map((snippet) => snippet.text)).toEqual([
      'credentials "localhost:3000" {\n  token = "aaa.bbb.ccc"\n}',
    ]);
  });
  it("Postman's collection is JSON with a bearer", () => {
    const text = tabs.find((tab) => tab.id === "postman")?.snippets[0]?.text ?? "";
    expect(JSON.parse(text)).toMatchObject({ auth: { type: "bearer", bearer: [{ value: secret }] } });
  });
});

it.each([
  ["app.example.com", "TF_TOKEN_app_example_com"],
  ["latch-key.example.com", "TF_TOKEN_latch__key_example_com"],
  ["localhost", "TF_TOKEN_localhost"],
  ["localhost:3000", null],
])("terraform's variable for %s is %s", (host, name) => expect(nameTerraformVariable(host)).toBe(name));

it.each([
  ["GitHub Actions (prod)", "github-actions-prod.token.txt"],
  ["../../etc/passwd", "etc-passwd.token.txt"],
  ["Überwachung Zürich", "überwachung-zürich.token.txt"],
  ["🚀", "latchkey.token.txt"],
  ["", "latchkey.token.txt"],
  ["con\u0000", "con.token.txt"],
  ["a".repeat(120), `${"a".repeat(60)}.token.txt`],
])("the file of %j is %s", (description, name) => expect(nameFile(description)).toBe(name));
