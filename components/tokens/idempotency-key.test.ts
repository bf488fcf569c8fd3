import { expect, it } from "vitest";
import { tokenId } from "@/lib/tokens/schema";
import { makeIdempotencyKey } from "./idempotency-key";

it("is a version 4 UUID, another one each time", () => {
  const keys = Array.from({ length: 500 }, makeIdempotencyKey);
  expect(new Set(keys).size).toBe(500);
  for (const key of keys) {
    expect(tokenId.safeParse(key).success).toBe(true);
    expect(key).toMatch(/^.{14}4.{4}[89ab]/);
  }
});
