import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { writeAtomically } from "../files.mjs";
import { SECRETS, TransferError } from "./format";

type Secrets = Record<string, string>;

/**
 * Brings an export's keys to where the console will read them, before the rows are committed, so that no token ever
 * stands in a database whose keys are lost. With the embedded database: its secrets file. With DATABASE_URL secrets come
 * from the environment alone: it must hold them already, or `secretsTo` names a new file to start from.
 * @throws TransferError when the imported tokens would not work; nothing is imported then
 */
export async function settleSecrets(exported: Secrets, secretsTo: string | undefined): Promise<string[]> {
  const own = process.env.LATCHKEY_SECRETS_FILE;
  if (own) return keepInOwnFile(exported, own);
  if (holdsKeys(process.env.TOKEN_SECRET ?? "", exported.TOKEN_SECRET ?? "")) return [];
  if (secretsTo) return writeNewFile(exported, resolve(secretsTo));
  throw new TransferError(
    "The environment's TOKEN_SECRET does not hold the keys of the exported tokens, so none of them would work. " +
      "Set it to the old one, or add --secrets-to <file> to get the exported secrets as a file to start with. Nothing was imported.",
  );
}

async function keepInOwnFile(exported: Secrets, path: string): Promise<string[]> {
  const kept = parse(await readFile(path, "utf8"));
  const overruling = SECRETS.filter((name) => process.env[name] && process.env[name] !== kept[name]);
  if (
    overruling.includes("TOKEN_SECRET") &&
    !holdsKeys(process.env.TOKEN_SECRET ?? "", exported.TOKEN_SECRET ?? "")
  )
    throw new TransferError(
      "TOKEN_SECRET in the environment does not hold the keys of the exported tokens, and it overrules the data " +
        "directory's. Unset it. Nothing was imported.",
    );
  // The database has no user yet, so nothing was signed with the keys that this replaces.
  await writeAtomically(path, format({ ...kept, ...exported }));
  return [`Its keys are in ${path}.`];
}

async function writeNewFile(exported: Secrets, path: string): Promise<string[]> {
  try {
    await writeAtomically(path, format(exported), { isNew: true });
  } catch (error) {
    throw new TransferError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Nothing was imported.`,
    );
  }
  return [
    `Its secrets are in ${path}: put them into the environment of every process that uses this database.`,
  ];
}

/** Whether every exported key is among those given: a kid alone says nothing. */
function holdsKeys(given: string, exported: string): boolean {
  const keys = new Set(given.split(",").map((key) => key.trim()));
  return exported.split(",").every((key) => keys.has(key.trim()));
}

function parse(text: string): Secrets {
  const lines = text.split("\n").filter((line) => /^[A-Z_]+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1).trim()]),
  );
}

function format(secrets: Secrets): string {
  const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
  return `# Secrets of a Latchkey. Whoever reads this can sign tokens: keep it as private as the database.\n${lines.join("")}`;
}
