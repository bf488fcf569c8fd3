import { writeFile } from "node:fs/promises";
import Provider from "oidc-provider";

/** oidc-provider's introspection (RFC 7662) with every token in memory: no database at all. */

const [file = "", count = "0", clientSecret = ""] = process.argv.slice(2);
const rows = new Map();

/** Its own memory adapter forgets all but a thousand. */
class Memory {
  constructor(model) {
    this.model = model;
  }
  async upsert(id, payload) {
    rows.set(`${this.model}:${id}`, payload);
  }
  async find(id) {
    return rows.get(`${this.model}:${id}`);
  }
  async destroy(id) {
    rows.delete(`${this.model}:${id}`);
  }
  async consume() {}
  async findByUid() {}
  async findByUserCode() {}
  async revokeByGrantId() {}
}

const provider = new Provider("http://127.0.0.1", {
  adapter: Memory,
  clients: [
    {
      client_id: "bench",
      client_secret: clientSecret,
      redirect_uris: [],
      response_types: [],
      grant_types: ["client_credentials"],
    },
  ],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    introspection: { enabled: true, allowedPolicy: async () => true },
  },
  ttl: { ClientCredentials: 86_400 },
});
const client = await provider.Client.find("bench");
const tokens = [];
for (let i = 0; i < Number(count); i += 1)
  tokens.push(await new provider.ClientCredentials({ client, scope: "platform" }).save());
await writeFile(file, tokens.join("\n"), { mode: 0o600 });
const server = provider.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
