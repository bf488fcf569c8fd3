import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { runStep } from "../children.mjs";
import { digestOfLockfile, isFresh, root, stamp } from "./stamps.mjs";

/** Whether node_modules is there and of this lockfile. */
export async function isInstalled() {
  const isThere = await access(join(root, "node_modules")).then(
    () => true,
    () => false,
  );
  return isThere && (await isFresh("install", await digestOfLockfile()));
}

/** `npm ci`, by the npm that runs us where there is one, so that its version and settings are the person's own. */
export async function install({ signal, log, onPid }) {
  log("Installing packages …");
  const digest = await digestOfLockfile();
  await stamp("install", null);
  const npm = process.env.npm_execpath ?? "";
  const [program, ...first] = basename(npm) === "npm-cli.js" ? [process.execPath, npm] : ["npm"];
  const { NODE_ENV: _unset, ...env } = process.env;
  await runStep(program, [...first, "ci", "--include=dev"], {
    what: "npm ci",
    signal,
    env,
    cwd: root,
    onPid,
  });
  await stamp("install", digest);
}
