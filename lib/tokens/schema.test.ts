import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDescription, checkLifetime } from "./rules";
import { parseListQuery } from "./schema";
import { readWireWish } from "./wire";

test.each([
  ["120 code points", "é".repeat(120), "é".repeat(120)],
  ["120 astral code points", "🔑".repeat(120), "🔑".repeat(120)],
  ["surrounding blanks", "  ci \t", "ci"],
  ["decomposed letters", "e\u0301", "é"],
  ["emoji with joiners", "👩‍💻 laptop", "👩‍💻 laptop"],
  ["markup", "<script>alert(1)</script>", "<script>alert(1)</script>"],
  ["a formula", "=cmd()", "=cmd()"],
])("a description of %s is taken", (_, input, text) => {
  expect(checkDescription(input)).toEqual({ text });
});

test.each([
  ["nothing", ""],
  ["blanks", " \u00a0 "],
  ["121 code points", "a".repeat(121)],
  ["64 kB", "a".repeat(65_536)],
  ["NUL", "a\u0000b"],
  ["a line break", "a\nb"],
  ["a lone surrogate", "a\ud800"],
  ["a bidi override", "a\u202eb"],
])("a description of %s is refused with the field named", (_, input) => {
  expect(checkDescription(input)).toMatchObject({ issue: { field: "description" } });
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e12, "x", "", true, [], {}])(
  "days = %s is never a token",
  (days) => {
    const result = readWireWish({ description: "d", days }, null);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", issues: [{ field: "days" }] },
    });
  },
);

test("absent lifetimes are refused, explicit zeros mean never, digit strings are numbers", () => {
  expect(readWireWish({ description: "d" }, null).ok).toBe(false);
  expect(readWireWish({ days: null, hours: null }, null).ok).toBe(false);
  expect(readWireWish({ days: 0 }, null)).toMatchObject({ value: { expiry: { kind: "never" } } });
  expect(readWireWish({ days: "1", hours: "2" }, null)).toMatchObject({
    value: { lifetime: { days: 1, hours: 2, minutes: 0 } },
  });
});

test("the description of Terrakube's clients is echoed byte for byte", () => {
  expect(readWireWish({ days: 1, description: "  spaced " }, null)).toMatchObject({
    value: { description: "  spaced " },
  });
});

test("whatever is sent as a lifetime, it is whole, bounded and not negative, or refused", () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), fc.anything(), (days, hours, minutes) => {
      const result = checkLifetime({ days, hours, minutes });
      if ("issues" in result) return result.issues.length > 0;
      return Object.values(result.lifetime).every((part) => Number.isInteger(part) && part >= 0);
    }),
  );
});

test("a list address that cannot be read is the default list", () => {
  const base = { filter: "live", sort: "expiry", search: "", cursor: null };
  expect(parseListQuery({ filter: "digest", sort: "digest", q: ["a", "b"] })).toEqual(base);
});
