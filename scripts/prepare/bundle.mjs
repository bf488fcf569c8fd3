import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder, writeAtomically } from "../files.mjs";
import { root } from "./stamps.mjs";

const COMMANDS = "scripts/commands";

/**
 * Bundles the console's and the gateway's process and every command to dist/, packages left outside. Imported late: esbuild exists
 * only once the packages are installed. Each file is replaced whole, so that one who starts it meanwhile reads a sound one.
 */
export async function bundle() {
  const { build, stop } = await import("esbuild");
  const commands = (await readdir(join(root, COMMANDS)).catch(() => []))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => name.slice(0, -3));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: "console/main.ts", out: "console" },
      { in: "gateway/main.ts", out: "gateway" },
      ...commands.map((name) => ({ in: `${COMMANDS}/${name}.ts`, out: `commands/${name}` })),
    ],
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    legalComments: "none",
    logLevel: "error",
  });
  // Its service process would otherwise stay as long as ours.
  await stop();
  for (const { path, contents } of outputFiles) {
    await makeFolder(dirname(path), 0o755, "The folder");
    await writeAtomically(path, contents, { mode: 0o644 });
  }
}
