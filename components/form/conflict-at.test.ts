import { expect, test } from "vitest";
import { fail, forbidden, ok } from "@/lib/result";
import { placeConflictAt } from "./conflict-at";

test("a conflict becomes an issue of the field that it is about", () => {
  expect(placeConflictAt("name", fail({ kind: "conflict", message: "Taken." }))).toMatchObject({
    failure: { kind: "invalid_input", issues: [{ field: "name", message: "Taken." }] },
  });
});

test("every other outcome stays as it is", () => {
  for (const result of [ok(1), forbidden("no")]) expect(placeConflictAt("name", result)).toBe(result);
});
