import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { OPERATIONS } from "./document";

/** No part of the API: for browsers, or there to say in JSON:API's words that Terrakube's other paths are not here. */
const LEFT_OUT = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/app/settings/tokens/route.ts",
  "app/api/v1/[...path]/route.ts",
];

const root = new URL("../..", import.meta.url);
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "app"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((name) => name.endsWith("/route.ts"));

/** What the routes offer, as `get /pat/v1/{id}`: their exports, without the ones that answer 405. */
async function listOffered(): Promise<string[]> {
  const offered = files
    .filter((file) => !LEFT_OUT.includes(file))
    .map(async (file) => {
      const routes: Record<string, unknown> = await import(new URL(file, root).href);
      const path = file
        .replace(/^app/, "")
        .replace(/\/route\.ts$/, "")
        .replace(/\[(\w+)\]/g, "{$1}");
      return Object.entries(routes)
        .filter(([, handler]) => typeof handler === "function" && handler.name !== "refuseMethod")
        .map(([method]) => `${method.toLowerCase()} ${path}`);
    });
  return (await Promise.all(offered)).flat();
}

test("every method of every route is described, and nothing else is", async () => {
  const offered = await listOffered();
  expect(offered.length).toBeGreaterThan(25);
  expect(OPERATIONS.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(offered.toSorted());
});

test("every route that is left out is there", () => {
  expect(files).toEqual(expect.arrayContaining(LEFT_OUT));
});

test("every parameter of a path is described, and nothing else is", () => {
  for (const { path, parameters = [] } of OPERATIONS) {
    const described = parameters
      .filter((parameter) => parameter.in === "path")
      .map(({ name }) => `{${name}}`);
    expect(described).toEqual(path.match(/\{\w+\}/g) ?? []);
  }
});
