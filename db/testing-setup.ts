import { resolve } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEngine } from "../scripts/engine.mjs";
import { migrateDatabase } from "./migrate";

declare module "vitest" {
  interface ProvidedContext {
    engineUrl: string;
  }
}

export const TEMPLATE = "latchkey_template";

/** One PostgreSQL for a whole run, and in it a migrated template from which each file makes a database of its own. */
export async function startTestEngine(): Promise<{ url: string; stop: () => Promise<void> }> {
  const engine = await startEngine({ durable: false });
  const admin = new pg.Client({ connectionString: engine.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const template = new URL(engine.url);
  template.pathname = TEMPLATE;
  await migrateDatabase(template.href, resolve(import.meta.dirname, "migrations"));
  return { url: engine.url, stop: engine.stop };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startTestEngine();
  project.provide("engineUrl", engine.url);
  return engine.stop;
}
