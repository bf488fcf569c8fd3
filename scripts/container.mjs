// `npm run container -- <name>`: one built process with secrets from files, for images and service managers; or, beside
// a running one, a command of scripts/commands.
import "./node-version.mjs";
import { readFileSync } from "node:fs";

/** Each may be given as NAME, or as NAME_FILE that names a file which holds it. */
const SECRETS = [
  "DATABASE_URL",
  "AUTH_SECRET",
  "TOKEN_SECRET",
  "UPSTREAM_JWT_SECRET",
  "UPSTREAM_JWT_KEY",
  "GATEWAY_KEY",
  "OIDC_CLIENT_SECRET",
  "LATCHKEY_OWNER_PASSWORD",
];

const BUNDLES = {
  console: "console",
  gateway: "gateway",
  "owner:recover": "commands/owner-recover",
  export: "commands/export",
  import: "commands/import",
};

// What follows the name is the bundle's.
const [name = ""] = process.argv.splice(2, 1);
if (!Object.hasOwn(BUNDLES, name))
  stop(`Usage: npm run container -- ${Object.keys(BUNDLES).join("|")} [arguments]`, 2);

for (const secret of SECRETS) {
  const path = process.env[`${secret}_FILE`];
  if (!path) continue;
  if (process.env[secret]) stop(`${secret} and ${secret}_FILE are both set: one of them is meant.`, 1);
  try {
    process.env[secret] = readFileSync(path, "utf8").trim();
  } catch (error) {
    stop(`${secret}_FILE names ${path}, which cannot be read (${error.code}).`, 1);
  }
}

process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
await import(`../dist/${BUNDLES[name]}.mjs`).catch((error) => {
  if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
  stop(`dist/${BUNDLES[name]}.mjs or one of its packages is missing: run "npm run build" first.`, 1);
});

function stop(line, code) {
  console.error(line);
  process.exit(code);
}
