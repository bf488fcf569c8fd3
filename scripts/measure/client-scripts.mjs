import { gzipSync } from "node:zlib";

/** What the tokens page may load in all, its dialogs opened (issue 2), in bytes after gzip. */
export const MAX_GZIP_BYTES = 200_000;
/** What it may load as it opens. */
export const MAX_OPENING_GZIP_BYTES = 170_000;

/**
 * Notes every script file that a page asks for from now on: use a browser context that has cached nothing yet.
 * @param {import("playwright").Page} page
 * @returns {() => Promise<{ path: string, bytes: number, gzipBytes: number }[]>} those so far, biggest first; each is
 * fetched again and compressed here (level 6), so that neither a cache nor the server's own coding counts
 */
export function watchScripts(page) {
  const addresses = new Set();
  page.on("request", (request) => {
    if (request.resourceType() === "script") addresses.add(request.url());
  });
  return async () => {
    const scripts = await Promise.all([...addresses].map(weigh));
    return scripts.sort((a, b) => b.gzipBytes - a.gzipBytes);
  };
}

/** @param {{ gzipBytes: number }[]} scripts */
export const sumGzip = (scripts) => scripts.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);

async function weigh(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for the script ${address}`);
  const body = Buffer.from(await response.arrayBuffer());
  return { path: new URL(address).pathname, bytes: body.length, gzipBytes: gzipSync(body).length };
}
