import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A terminal in which somebody logs in: the address that it wants opened, and the secret that it ends up with. */
export type Terminal = { url: string; secret: Promise<string>; stop: () => Promise<void> };

type LoginService = { client: string; authz: string; token: string; ports: [number, number] };

async function discover(origin: string): Promise<LoginService> {
  const answer = await fetch(`${origin}/.well-known/terraform.json`);
  return ((await answer.json()) as { "login.v1": LoginService })["login.v1"];
}

const places = [...(process.env.PATH ?? "").split(":"), "/usr/local/bin"].map((folder) =>
  join(folder, "terraform"),
);
/** The terraform binary of this machine; undefined where there is none. */
export const terraformPath = places.find((path) => existsSync(path));

/** The real thing, in a home of its own. Over http it must be told what discovery would say (terrakube-contract.md 7.2, 1). */
export async function startTerraform(program: string, origin: string): Promise<Terminal> {
  const { client, authz, token, ports } = await discover(origin);
  const home = await mkdtemp(join(tmpdir(), "latchkey-terraform-"));
  await mkdir(join(home, ".terraform.d"));
  const config = join(home, "terraform.rc");
  await writeFile(
    config,
    `host "latchkey.test" {
  services = {
    "login.v1" = {
      client = ${JSON.stringify(client)}
      grant_types = ["authz_code"]
      authz = ${JSON.stringify(authz)}
      token = ${JSON.stringify(token)}
      ports = ${JSON.stringify(ports)}
    }
  }
}
`,
  );
  // Without a PATH it finds no browser to open and prints the address alone.
  const child = spawn(program, ["login", "-no-color", "latchkey.test"], {
    cwd: home,
    env: {
      NODE_ENV: "test",
      HOME: home,
      PATH: "/nonexistent",
      TF_CLI_CONFIG_FILE: config,
      CHECKPOINT_DISABLE: "1",
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = new Promise<number>((done) => child.once("close", (code) => done(code ?? -1)));
  child.stdin.end("yes\n");
  const url = await waitForAddress(child, () => output);
  const secret = ended.then(async (code) => {
    if (code !== 0) throw new Error(`terraform login ended with ${code}:\n${output}`);
    const stored = JSON.parse(await readFile(join(home, ".terraform.d/credentials.tfrc.json"), "utf8"));
    return stored.credentials["latchkey.test"].token as string;
  });
  secret.catch(() => {});
  const stop = async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  return { url, secret, stop };
}

async function waitForAddress(child: ChildProcess, read: () => string): Promise<string> {
  for (let left = 300; left > 0 && child.exitCode === null; left -= 1) {
    const url = /^ {4}(http\S+)$/m.exec(read())?.[1];
    if (url) return url;
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`terraform printed no address:\n${read()}`);
}

/** What terraform 1.11 does, step for step (terrakube-contract.md 7.2, 3 and 4), for machines without it. */
export async function startLookalike(origin: string): Promise<Terminal> {
  const { client, authz, token, ports } = await discover(origin);
  const state = randomUUID();
  const digits = String(randomBytes(4).readUInt32BE() % 1_000_000_000).padStart(9, "0");
  const verifier = `${randomUUID()}.${digits}`;
  let take: (code: string) => void = () => {};
  const code = new Promise<string>((done) => {
    take = done;
  });
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const given = searchParams.get("code");
    if (searchParams.get("state") !== state || !given) return response.writeHead(400).end();
    response.end(
      "<html><title>Login</title><body>The login server has returned an authorization code.</body>",
    );
    take(given);
  });
  const redirect = `http://localhost:${await listenWithin(server, ports)}/login`;
  const url = new URL(authz);
  url.search = new URLSearchParams({
    client_id: client,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    redirect_uri: redirect,
    response_type: "code",
    state,
  }).toString();
  const secret = code.then(async (given) => {
    const form = { client_id: client, code: given, code_verifier: verifier, redirect_uri: redirect };
    const body = new URLSearchParams({ ...form, grant_type: "authorization_code" });
    const answer = await fetch(token, {
      method: "POST",
      body,
      headers: { "user-agent": "Terraform/1.11.4" },
    });
    if (!answer.ok) throw new Error(await answer.text());
    return ((await answer.json()) as { access_token: string }).access_token;
  });
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { url: url.href, secret, stop };
}

/** One of [first, last), at 127.0.0.1: which are free nobody knows before. */
async function listenWithin(server: Server, [first, last]: [number, number]): Promise<number> {
  for (let port = last - 1; port >= first; port -= 1) {
    const isFree = await new Promise<boolean>((done) => {
      server.once("error", () => done(false));
      server.listen(port, "127.0.0.1", () => done(true));
    });
    if (isFree) return port;
  }
  throw new Error("none of terraform's ports is free");
}
