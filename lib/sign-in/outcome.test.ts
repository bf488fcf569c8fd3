import { describe, expect, it } from "vitest";
import { type Failure, UNAVAILABLE } from "@/lib/result";
import { decodeFailure, encodeFailure, limitedFor } from "./outcome";

const invalidEmail: Failure = {
  kind: "invalid_input",
  message: "x",
  issues: [{ field: "email", message: "x" }],
};

describe("a refused sign-in on its way through next-auth", () => {
  it.each([
    { kind: "unauthenticated", message: "x" } as const,
    { kind: "forbidden", message: "x" } as const,
    invalidEmail,
    limitedFor(37),
    UNAVAILABLE,
  ])("keeps what kind of failure it was: $kind", (failure) => {
    const word = encodeFailure(failure);
    expect(word).toMatch(/^[A-Za-z]+(\.\d+)?$/);
    expect(decodeFailure(word).kind).toBe(failure.kind);
  });

  it("keeps the seconds to wait", () => {
    expect(decodeFailure(encodeFailure(limitedFor(37)))).toEqual(limitedFor(37));
    expect(limitedFor(1).message).toContain("1 second,");
  });

  it.each([
    "Configuration",
    "OAuthCreateAccount",
    "<script>alert(1)</script>",
    "Limited.",
    "Limited.0",
    "Limited.-1",
    "__proto__",
    "constructor",
  ])("%j becomes a sentence of ours: nobody puts words on our page by an address", (word) => {
    const failure = decodeFailure(word);
    expect(failure.kind).toBe("unavailable");
    expect(failure.message).not.toContain(word);
  });
});
