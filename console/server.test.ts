import type { IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createFront } from "./server";

const PUBLIC_URL = "http://latchkey.test:3000";
const passed: IncomingMessage[] = [];
const front = createFront({
  publicUrl: PUBLIC_URL,
  trustedProxies: [],
  corsOrigins: ["https://ui.example.com"],
  requestId: () => "0123456789abcdef",
  handle: async (request, response) => {
    passed.push(request);
    response.end("passed");
  },
  onDone: () => {},
});

beforeAll(() => new Promise<void>((done) => front.listen(0, "127.0.0.1", done)));
afterAll(() => new Promise<void>((done) => front.close(() => done())));
beforeEach(() => {
  passed.length = 0;
});

/** Sends the lines as they are, on a connection of its own. @returns the status and the text of the answer */
function send(lines: string[], body = ""): Promise<{ status: number; text: string }> {
  return new Promise((done, failed) => {
    const socket = connect((front.address() as AddressInfo).port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => (text += String(chunk)));
    socket.on("close", () => done({ status: Number(text.split(" ")[1]), text }));
    socket.on("error", failed);
    socket.write(`${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`);
  });
}
const HOST = "Host: latchkey.test:3000";
const ORIGIN = `Origin: ${PUBLIC_URL}`;

test.each([
  ["two Authorization headers", 400, ["GET /pat/v1 HTTP/1.1", HOST, "Authorization: a", "authorization: b"]],
  [
    "a second Authorization header behind a thousand others",
    400,
    ["GET /pat/v1 HTTP/1.1", HOST, "Authorization: a", ...Array(1500).fill("a:"), "Authorization: b"],
  ],
  ["two Host headers", 400, ["GET /sign-in HTTP/1.1", HOST, "Host: evil.test"]],
  ["no Host header", 400, ["GET /sign-in HTTP/1.1"]],
  ["OPTIONS of everything", 400, ["OPTIONS * HTTP/1.1", HOST]],
  ["TRACE", 405, ["TRACE /pat/v1 HTTP/1.1", HOST]],
  ["a method from elsewhere", 405, ["PROPFIND /settings/tokens HTTP/1.1", HOST]],
  [
    "a length that says two things",
    400,
    ["POST /pat/v1 HTTP/1.1", HOST, "Content-Length: 1", "Content-Length: 2"],
  ],
  [
    "a length and chunks",
    400,
    ["POST /pat/v1 HTTP/1.1", HOST, "Content-Length: 6", "Transfer-Encoding: chunked"],
  ],
  ["chunks that are none", 400, ["POST /pat/v1 HTTP/1.1", HOST, "Transfer-Encoding: xchunked"]],
  [
    "a sign-in of unknown size",
    411,
    ["POST /api/auth/callback/password HTTP/1.1", HOST, ORIGIN, "Transfer-Encoding: chunked"],
  ],
  [
    "an action of unknown size",
    411,
    ["POST /settings/tokens HTTP/1.1", HOST, ORIGIN, "Transfer-Encoding: chunked"],
  ],
  ["a body over 64 kB", 413, ["POST /pat/v1 HTTP/1.1", HOST, "Content-Length: 65537"]],
  ["headers over 16 kB", 431, ["GET /pat/v1 HTTP/1.1", HOST, `Authorization: Bearer ${"A".repeat(65_536)}`]],
  ["an unsafe call without an Origin", 403, ["POST /sign-in HTTP/1.1", HOST]],
  ["a foreign Origin", 403, ["POST /sign-in HTTP/1.1", HOST, "Origin: https://evil.test"]],
  ["a second Origin", 403, ["POST /sign-in HTTP/1.1", HOST, ORIGIN, "Origin: https://evil.test"]],
  ["a cross-site fetch", 403, ["POST /sign-in HTTP/1.1", HOST, ORIGIN, "Sec-Fetch-Site: cross-site"]],
  [
    "a foreign Origin behind another path's name",
    403,
    ["POST /pat/../sign-in HTTP/1.1", HOST, "Origin: https://evil.test"],
  ],
  ["a foreign Origin behind an escaped one", 403, ["POST /tokens/.%2E/sign-in HTTP/1.1", HOST]],
  ["a foreign Origin behind backslashes", 403, ["POST /pat\\..\\sign-in HTTP/1.1", HOST]],
  [
    "a sign-in of unknown size behind another path's name",
    411,
    ["POST /pat/%2e%2e//api/auth/signout HTTP/1.1", HOST, ORIGIN, "Transfer-Encoding: chunked"],
  ],
  ["a path that is no UTF-8", 400, ["GET /pat/v1/%ff HTTP/1.1", HOST]],
  ["a path with half an escape", 400, ["GET /organizations/% HTTP/1.1", HOST]],
  [
    "a foreign Origin behind a whole address",
    403,
    [`POST ${PUBLIC_URL}/sign-in HTTP/1.1`, HOST, "Origin: https://evil.test"],
  ],
])("%s is refused before Next sees it", async (_, status, lines) => {
  expect((await send(lines)).status).toBe(status);
  expect(passed).toEqual([]);
});

test("a whole address is taken by its path, an upgrade is an ordinary request", async () => {
  await send(["GET http://10.0.0.1:99//settings/tokens?q=http://x HTTP/1.1", HOST]);
  expect(passed[0]?.url).toBe("/settings/tokens?q=http://x");
  expect((await send(["GET /sign-in HTTP/1.1", HOST, "Upgrade: websocket"])).text).toContain("passed");
});

test("Next gets the path that was judged, and the query as it came", async () => {
  await send(["GET /pat/./x/..//v1/a%2Fb?next=/../x&filter[team]=name==a%ff HTTP/1.1", HOST]);
  await send(["GET /pat/../..//evil.test/..\\settings/tokens#/../pat HTTP/1.1", HOST]);
  expect(passed.map(({ url }) => url)).toEqual([
    "/pat/v1/a%2Fb?next=/../x&filter[team]=name==a%ff",
    "/settings/tokens",
  ]);
});

test("what Next and our routes believe about address and client is ours, whatever was sent", async () => {
  const sent = ["X-Forwarded-Host: evil.test", "X-Forwarded-Proto: https", "Forwarded: host=evil.test"];
  const ours = ["X-Latchkey-Client: 6.6.6.6", "X-Latchkey-Path: /evil", "X-Forwarded-For: 6.6.6.6"];
  await send(["GET /sign-in HTTP/1.1", HOST, ...sent, ...ours]);
  const { host, connection, ...headers } = passed[0]?.headers ?? {};
  expect(headers).toEqual({
    "x-forwarded-host": "latchkey.test:3000",
    "x-latchkey-client": "127.0.0.1",
    "x-latchkey-request": "0123456789abcdef",
  });
});

test("what is refused with a body leaves nothing on the connection that counts as the next request", async () => {
  const hidden = `GET /pat/v1 HTTP/1.1\r\n${HOST}\r\n\r\n`;
  await send(["POST /sign-in HTTP/1.1", HOST, `Content-Length: ${hidden.length}`], hidden);
  await send(["POST /pat/v1 HTTP/1.1", HOST, "Content-Length: 70000"], hidden);
  expect(passed).toEqual([]);
});

describe("a preflight of a foreign page", () => {
  const ask = (path: string, origin: string) =>
    send([
      `OPTIONS ${path} HTTP/1.1`,
      HOST,
      `Origin: ${origin}`,
      "Access-Control-Request-Method: DELETE",
      "Access-Control-Request-Headers: authorization",
    ]);
  test("is answered for a listed origin on the Terrakube endpoints, without cookies", async () => {
    for (const path of ["/pat/v1", "/access-token/v1/teams/x", "//api/v1/organization"]) {
      const { status, text } = await ask(path, "https://ui.example.com");
      expect(status).toBe(204);
      expect(text).toMatch(/^access-control-allow-origin: https:\/\/ui\.example\.com\r$/im);
      expect(text).toMatch(/^access-control-allow-methods: .*DELETE/im);
      expect(text).toMatch(/^access-control-allow-headers: .*Authorization/im);
      expect(text).toMatch(/^vary: Origin\r$/im);
      expect(text).not.toMatch(/allow-credentials/i);
    }
    expect(passed).toEqual([]);
  });
  test.each([
    ["/pat/v1", "https://ui.example.com.evil.test"],
    ["/pat/v1", "http://ui.example.com"],
    ["/pat/v1", "null"],
    ["/patches", "https://ui.example.com"],
    ["/api/auth/csrf", "https://ui.example.com"],
    ["/tokens/v1/self", "https://ui.example.com"],
    ["/oauth/token", "https://ui.example.com"],
    ["/settings/tokens", "https://ui.example.com"],
  ])("gets no word on %s from %s", async (path, origin) => {
    expect((await ask(path, origin)).text).not.toMatch(/access-control/i);
  });
});
