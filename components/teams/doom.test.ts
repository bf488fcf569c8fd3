import { expect, test } from "vitest";
import { joinNames, sayDoom } from "./doom";

test("the number of tokens that die is said, in the singular and in the plural", () => {
  expect(sayDoom(1, "web")).toBe(
    "1 live token of “web” dies with it: anything that uses it is refused immediately.",
  );
  expect(sayDoom(12, "web")).toContain("12 live tokens of “web” die with it");
});

test("while the name is a team elsewhere no token dies, and it is said where", () => {
  expect(sayDoom(0, "web", ["acme", "beta"])).toBe(
    "No token dies: “web” stays a team in acme and beta, and its tokens work on.",
  );
  expect(sayDoom(0, "web")).toBe("No token dies with it.");
});

test("many names are not all spelled out", () => {
  expect(joinNames([])).toBe("");
  expect(joinNames(["a", "b", "c"])).toBe("a, b and c");
  expect(joinNames(["a", "b", "c", "d", "e"])).toBe("a, b and 3 more");
});
