import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };
type Lock = { packages: Record<string, { version?: string; resolved?: string }> };
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
const manifest = read("package.json") as Manifest;
const lock = read("package-lock.json") as Lock;

const isAtLeast = (version: string, floor: string) =>
  version.localeCompare(floor, "en", { numeric: true }) >= 0;

test.each([
  ["next", "16.4.5"],
  ["react", "19.3.1"],
  ["react-dom", "19.3.1"],
  ["next-auth", "4.24.15"],
  ["drizzle-orm", "0.45.2"],
  ["sharp", "0.35.5"],
  ["nodemailer", "9.0.1"],
])("no installed %s lies below %s, under which a known vulnerability lies", (name, floor) => {
  const found = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  for (const [path, { version = "0" }] of found)
    expect(isAtLeast(version, floor), `${path} ${version}`).toBe(true);
  if (name in manifest.dependencies) expect(found.length).toBeGreaterThan(0);
});

test("every dependency is pinned exactly, and the lockfile records no download address", () => {
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(range, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
  expect(Object.values(lock.packages).filter((entry) => entry.resolved)).toEqual([]);
});
