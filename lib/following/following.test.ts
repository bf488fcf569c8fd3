import { expect, test } from "vitest";
import { editAddress, sayAge } from "./following";

test.each([
  [0, "less than a minute ago"],
  [59, "less than a minute ago"],
  [60, "1 minute ago"],
  [3599, "59 minutes ago"],
  [3600, "1 hour ago"],
  [86_400, "24 hours ago"],
  [172_800, "2 days ago"],
])("%i seconds are said as %s", (seconds, words) => {
  expect(sayAge(seconds)).toBe(words);
});

test("the link leads to the organization's teams where Terrakube's pages are known, else to Terrakube", () => {
  const view = {
    address: "https://terrakube.test",
    hasPages: true,
    readAt: null,
    ageSeconds: null,
    failure: null,
  };
  expect(editAddress(view, "1")).toBe("https://terrakube.test/organizations/1/settings/teams");
  expect(editAddress(view, null)).toBe("https://terrakube.test");
  expect(editAddress({ ...view, hasPages: false }, "1")).toBe("https://terrakube.test");
});
