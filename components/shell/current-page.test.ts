import { expect, test } from "vitest";
import { findCurrentPage } from "./current-page";

const pages = [
  { href: "/settings/team", word: "Team", icon: null },
  { href: "/settings/teams", word: "Teams", icon: null },
];

test.each([
  ["/settings/teams", "Teams"],
  ["/settings/teams/7/edit", "Teams"],
  ["/settings/team", "Team"],
  ["/settings/teamsters", undefined],
  ["/settings", undefined],
])("%s belongs to the page %s", (pathname, word) => {
  expect(findCurrentPage(pages, pathname)?.word).toBe(word);
});
