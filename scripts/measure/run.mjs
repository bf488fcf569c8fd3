import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { watchForStop } from "../children.mjs";
import { isRoot } from "../files.mjs";
import { prepareClone } from "../prepare/clone.mjs";
import { failWith } from "../refusal.mjs";
import { findBrowser } from "../test/browser.mjs";
import { makeWorkplace } from "../test/workplace.mjs";
import { MAX_GZIP_BYTES, MAX_OPENING_GZIP_BYTES, sumGzip, watchScripts } from "./client-scripts.mjs";
import { runLighthouse } from "./lighthouse.mjs";
import { describeMachine } from "./machine.mjs";
import { signIn, startProduct } from "./product.mjs";

/** Builds and starts what a person would get, on data of its own, and measures the tokens page in a real browser. */
export async function measure(words) {
  const signal = watchForStop();
  const log = (line) => console.log(line);
  const undo = [];
  try {
    const { values } = parseArgs({ args: words, options: { lighthouse: { type: "string" } } });
    const { folder, env, remove } = await makeWorkplace();
    undo.push(remove);
    await prepareClone({ pages: true, signal, log });
    const executablePath = await findBrowser({ signal, log, env });
    const product = await startProduct(folder, env, signal);
    undo.push(product.stop);
    const page = await visitTokens(product.url, executablePath);
    log(describeMachine(page.browser));
    report("The tokens page, as it opens", page.opened, log);
    report("The tokens page, every dialog opened", page.used, log);
    if (values.lighthouse) {
      const at = { folder: resolve(values.lighthouse), report: join(folder, "lighthouse.json") };
      for (const form of ["mobile", "desktop"])
        log(await runLighthouse({ ...at, form, ...page, env, executablePath, signal }));
    }
    const isLight = sumGzip(page.opened) < MAX_OPENING_GZIP_BYTES && sumGzip(page.used) < MAX_GZIP_BYTES;
    process.exitCode = isLight ? 0 : 1;
  } catch (error) {
    undo.unshift(() => failWith(error));
  }
  for (const step of undo.reverse()) await step();
  process.exit();
}

/** Signs in and opens the page in a browser that has seen nothing of it; then every dialog that brings code along. */
async function visitTokens(url, executablePath) {
  const { chromium } = await import("playwright");
  const args = [...(isRoot ? ["--no-sandbox"] : []), "--disable-gpu"];
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args });
  try {
    const door = await browser.newContext();
    const cookie = await signIn(await door.newPage(), url);
    const context = await browser.newContext({ storageState: await door.storageState() });
    const page = await context.newPage();
    const readScripts = watchScripts(page);
    const address = `${url}/settings/tokens`;
    await page.goto(address, { waitUntil: "load" });
    await page.getByRole("heading", { name: "Tokens", exact: true, level: 1 }).waitFor();
    const opened = await readScripts();
    await openDialogs(page);
    return { address, cookie, opened, used: await readScripts(), browser: browser.version() };
  } finally {
    await browser.close();
  }
}

/** Generates a token, copies it, and looks at its deletion. */
async function openDialogs(page) {
  await page.getByRole("button", { name: "Generate an API token" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Description").fill("measured");
  await dialog.getByRole("button", { name: "Generate token" }).click();
  await dialog.getByRole("button", { name: "Copy", exact: true }).first().click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page
    .getByRole("button", { name: /^Delete/ })
    .first()
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep token" }).click();
}

function report(what, scripts, log) {
  const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(6);
  log(`\n${what}: client JavaScript ${kB(sumGzip(scripts)).trim()} kB gzip in ${scripts.length} files`);
  for (const { path, gzipBytes, bytes } of scripts)
    log(`${kB(gzipBytes)} kB gzip ${kB(bytes)} kB plain  ${path.replace("/_next/static/", "")}`);
}
