import { parseOptions } from "@node-rs/argon2";
import { describe, expect, it } from "vitest";
import { countHashings, hashPassword, limitWhenBusy, verifyPassword } from "./password";

describe("a password's digest", () => {
  it("is argon2id with 64 MiB and three passes: RFC 9106's second choice, above OWASP's least", async () => {
    const digest = await hashPassword("a tulip over three");
    expect(digest).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(digest)).toMatchObject({
      memoryCost: 65_536,
      timeCost: 3,
      parallelism: 1,
      outputLen: 32,
      saltLen: 16,
    });
  });

  it("is another each time, and belongs to its password alone", async () => {
    const [one, two] = [await hashPassword("a tulip over three"), await hashPassword("a tulip over three")];
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, "a tulip over three")).toBe(true);
    expect(await verifyPassword(one, "A tulip over three")).toBe(false);
    expect(await verifyPassword(one, "")).toBe(false);
  });

  it("that is missing costs one hashing and belongs to no password", async () => {
    const before = countHashings();
    expect(await verifyPassword(null, "a tulip over three")).toBe(false);
    expect(countHashings() - before).toBe(1);
  });
});

describe("password checks at once", () => {
  it("run two at a time; a few wait, and beyond those one is told to come back", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () =>
        limitWhenBusy(async () => ({ ok: true as const, value: await verifyPassword(null, "x") })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(34);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      failure: { kind: "limited", retryAfterSeconds: 2 },
    });
    expect(await verifyPassword(null, "x"), "the queue is free again").toBe(false);
  });
});
