import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { makeTestSecrets } from "./lib/testing";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const exclude = ["node_modules", "dist", ".next", "e2e/**"];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "code",
          include: ["{lib,db,console,components,app,gateway}/**/*.test.{ts,tsx}"],
          exclude,
          globalSetup: "db/testing-setup.ts",
          // One set of secrets for a run: what a test signs, the console it starts verifies.
          env: { DATABASE_URL: "postgres://unused.invalid/none", LOG_LEVEL: "warn", ...makeTestSecrets() },
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "system",
          include: ["scripts/**/*.test.ts"],
          exclude,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
