import { MAX_GZIP_BYTES, sumGzip, watchScripts } from "../scripts/measure/client-scripts.mjs";
import { expect, test } from "./fixtures";

test("the tokens page loads less than 200 kB of JavaScript, gzip", async ({ browser, tokens }) => {
  // A context of its own: what sign-in has cached would not be asked for again.
  const context = await browser.newContext({ storageState: await tokens.page.context().storageState() });
  const page = await context.newPage();
  const readScripts = watchScripts(page);
  await page.goto(tokens.page.url(), { waitUntil: "load" });
  await expect(page.getByRole("heading", { name: "Tokens", exact: true, level: 1 })).toBeVisible();
  const scripts = await readScripts();
  await context.close();
  expect(scripts.length).toBeGreaterThan(5);
  expect(sumGzip(scripts)).toBeLessThan(MAX_GZIP_BYTES);
});
