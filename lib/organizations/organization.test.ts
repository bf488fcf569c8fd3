import { expect, test } from "vitest";
import { descriptionToStore } from "./organization";

test.each([
  [null, "", null],
  ["", "", ""],
  ["two\r\nlines", "two\nlines", "two\r\nlines"],
  ["gone", "", null],
  [null, "new", "new"],
  ["old", "old ", "old "],
])("a description stored as %j and typed as %j is stored as %j", (stored, typed, expected) => {
  expect(descriptionToStore(stored, typed)).toBe(expected);
});
