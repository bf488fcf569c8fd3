import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { isRoot } from "../files.mjs";
import { root } from "../prepare/stamps.mjs";
import { Refusal } from "../refusal.mjs";
import { installPackage, succeeds } from "./package.mjs";

const SHELLS = ["chromium-headless-shell", "chrome-headless-shell"];
const FULL = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC = ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium"];

/**
 * Finds a Chromium that really starts, or gets one: CHROMIUM_PATH, Playwright's own, else the first of an order. A
 * headless shell (Playwright's own is one) is Chromium's engine without a desktop browser's windows and services, which
 * cost a third of the end-to-end tests' CPU time: for tests (`shell`) one is found or got before a full browser is taken.
 * @returns {Promise<string>} its path, "" for Playwright's own
 * @throws Refusal when there is none that starts
 */
export async function findBrowser({ signal, log, env }, { shell = false } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (await starts(given)) return given;
    throw new Refusal(`CHROMIUM_PATH names no Chromium that starts: ${given}`);
  }
  const own = async () => ((await starts("")) ? "" : null);
  const installed = (names) => () => findInstalled(names);
  const download = async () => {
    log("Getting a browser …");
    const cli = join(root, "node_modules/playwright/cli.js");
    const words = [cli, "install", "--only-shell", "chromium"];
    return (await succeeds(process.execPath, words, { signal, env })) ? own() : null;
  };
  const debians = (name, names) => async () =>
    (await installPackage(name, { signal, env })) ? findInstalled(names) : null;
  const order = shell
    ? [installed(SHELLS), download, debians("chromium-headless-shell", SHELLS), installed(FULL)]
    : [installed(FULL), download];
  for (const attempt of [own, ...order, debians("chromium", FULL)]) {
    const path = await attempt();
    if (path !== null) return path;
  }
  throw new Refusal(
    "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium-headless-shell; elsewhere: " +
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

async function findInstalled(names) {
  for (const path of await listInstalled(names)) if (await starts(path)) return path;
  return null;
}

async function listInstalled(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(process.platform === "darwin" && names === FULL
      ? MAC.map((path) => join("/Applications", path))
      : []),
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
