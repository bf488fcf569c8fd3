import { describe, expect, it } from "vitest";
import { HOME, isOwnOrigin, parseNext } from "./policy";

describe("the page after sign-in", () => {
  it.each(["/settings/tokens", "/settings/tokens?q=a%20b&sort=used", "/organizations/acme", "/"])(
    "%j is one of ours and kept",
    (next) => expect(parseNext(next)).toBe(next),
  );

  it.each([
    undefined,
    "",
    "settings",
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "javascript:alert(1)",
    "/sign-in",
    "/sign-in?next=/",
    "/setup",
    "/api/auth/signout",
    "/a b",
    "/é",
    `/${"a".repeat(3000)}`,
  ])("%j is not, and becomes the home page", (next) => expect(parseNext(next)).toBe(HOME));

  it("keeps no fragment: nobody else decides what a page of ours finds there", () => {
    expect(parseNext("/settings/tokens#x")).toBe("/settings/tokens");
  });
});

describe("a request comes from our own pages", () => {
  const ours = "https://latchkey.example";
  it.each([
    [{ origin: ours, fetchSite: "same-origin" }, true],
    [{ origin: ours, fetchSite: null }, true],
    [{ origin: null, fetchSite: "same-origin" }, false],
    [{ origin: null, fetchSite: null }, false],
    [{ origin: "null", fetchSite: "same-origin" }, false],
    [{ origin: "", fetchSite: null }, false],
    [{ origin: "https://evil.example", fetchSite: "same-origin" }, false],
    [{ origin: ours, fetchSite: "same-site" }, false],
    [{ origin: ours, fetchSite: "cross-site" }, false],
    [{ origin: ours, fetchSite: "none" }, false],
    [{ origin: "http://latchkey.example", fetchSite: null }, false],
    [{ origin: "https://latchkey.example:8443", fetchSite: null }, false],
    [{ origin: "https://latchkey.example.evil.example", fetchSite: null }, false],
    [{ origin: "https://latchkey.example/", fetchSite: null }, false],
  ])("%j: %j", (request, isOurs) => expect(isOwnOrigin(request, ours)).toBe(isOurs));
});
