import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isRoot } from "../files.mjs";
import { root } from "../prepare/stamps.mjs";
import { Refusal } from "../refusal.mjs";
import { installPackage, succeeds } from "./package.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];

/**
 * Finds a Chromium that really starts, or gets one: CHROMIUM_PATH, Playwright's own, an installed one, Playwright's
 * download, Debian's package (as root).
 * @returns {Promise<string>} its path, "" for Playwright's own
 */
export async function findBrowser({ signal, log, env }) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await starts(given)) return given;
    throw new Refusal(`CHROMIUM_PATH names no Chromium that starts: ${given}`);
  }
  if (await starts("")) return "";
  for (const path of await listInstalled()) if (await starts(path)) return path;
  log("Getting a browser …");
  const cli = join(root, "node_modules/playwright/cli.js");
  if (await succeeds(process.execPath, [cli, "install", "--only-shell", "chromium"], { signal, env })) {
    if (await starts("")) return "";
  }
  if (await installPackage("chromium", { signal, env }))
    for (const path of await listInstalled()) if (await starts(path)) return path;
  throw new Refusal(
    "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; elsewhere: " +
      "npx playwright install chromium), or name one in CHROMIUM_PATH.",
  );
}

/** A browser that is there may still lack a library: only a start tells. */
async function starts(executablePath) {
  const { chromium } = await import("playwright");
  const args = [...(isRoot ? ["--no-sandbox"] : []), "--disable-gpu"];
  try {
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args,
      timeout: 30_000,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function listInstalled() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(process.platform === "darwin" ? MAC.map((path) => join("/Applications", path)) : []),
  ];
  const found = [];
  for (const path of candidates) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) found.push(path);
  }
  return found;
}
