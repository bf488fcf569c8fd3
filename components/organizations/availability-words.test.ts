import { expect, test } from "vitest";
import { sayDisabling, sayEnabling } from "./availability-words";

test.each([
  [0, "No team token is refused by it at present."],
  [1, "One live team token is refused, not revoked, while it is disabled."],
  [12, "12 live team tokens are refused, not revoked, while it is disabled."],
])("the question before disabling says what happens to %d tokens", (count, sentence) => {
  expect(sayDisabling(count)).toContain(sentence);
});

test("the question before enabling counts the tokens that are accepted again, if any", () => {
  expect(sayEnabling(0).join(" ")).not.toMatch(/token/);
  expect(sayEnabling(2)).toContain("2 live team tokens are accepted again.");
});
