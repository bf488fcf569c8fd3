import { defineConfig } from "@playwright/test";

// scripts/test.mjs finds the browser (CHROMIUM_PATH); by hand, Debian's place is tried.
const executablePath = process.env.CHROMIUM_PATH || undefined;
const isRoot = process.getuid?.() === 0;

// Else a failed test's page is written down as text, with the secret that it shows (e2e/fixtures.ts does the rest).
process.env.PLAYWRIGHT_NO_COPY_PROMPT = "1";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // No traces, videos or screenshots on failure: a secret on screen must not end up in a file.
  use: {
    trace: "off",
    video: "off",
    screenshot: "off",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(isRoot ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP latchkey.test 127.0.0.1",
      ],
    },
  },
});
