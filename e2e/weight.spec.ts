import {
  MAX_GZIP_BYTES,
  MAX_OPENING_GZIP_BYTES,
  sumGzip,
  watchScripts,
} from "../scripts/measure/client-scripts.mjs";
import { expect, test } from "./fixtures";
import { TokensPage } from "./pages/tokens-page";

test("the tokens page loads less than 170 kB of JavaScript as it opens, and less than 200 kB with its dialogs, gzip", async ({
  browser,
  server,
  tokens,
}) => {
  // A context of its own: what sign-in has cached would not be asked for again.
  const context = await browser.newContext({ storageState: await tokens.page.context().storageState() });
  const page = await context.newPage();
  const readScripts = watchScripts(page);
  await page.goto(tokens.page.url(), { waitUntil: "load" });
  await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();
  const opened = await readScripts();
  expect(opened.length).toBeGreaterThan(5);
  expect(sumGzip(opened)).toBeLessThan(MAX_OPENING_GZIP_BYTES);
  const used = new TokensPage(page, server.url);
  await used.generate("weighed");
  await used.finish();
  await used.delete("weighed");
  const all = await readScripts();
  expect(all.length).toBeGreaterThan(opened.length);
  expect(sumGzip(all)).toBeLessThan(MAX_GZIP_BYTES);
  await context.close();
});
