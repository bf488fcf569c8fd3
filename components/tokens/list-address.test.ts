import { expect, it } from "vitest";
import { parseListQuery } from "@/lib/tokens/schema";
import type { TokenListQuery } from "@/lib/tokens/token";
import { writeListQuery } from "./list-address";

const plain: TokenListQuery = { filter: "live", sort: "expiry", search: "", cursor: null };

it("leaves the defaults out", () => expect(writeListQuery(plain, {})).toBe(""));

it("starts at the first page when anything but the cursor changes", () => {
  const deep = { ...plain, cursor: "abc" };
  expect(writeListQuery(deep, { filter: "revoked" })).toBe("?filter=revoked");
  expect(writeListQuery(deep, { cursor: "def" })).toBe("?cursor=def");
});

it("is read back as it was written", () => {
  const state: TokenListQuery = { filter: "unused", sort: "created", search: "a&b = ü", cursor: "x+/=" };
  const params = Object.fromEntries(new URLSearchParams(writeListQuery(plain, state)));
  expect(parseListQuery(params)).toEqual(state);
});
