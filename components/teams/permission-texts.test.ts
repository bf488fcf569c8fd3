import { expect, test } from "vitest";
import { effectiveFlags, type Flags, PERMISSIONS, type Permission } from "@/lib/teams/permissions";
import { PERMISSION_TEXTS, sayPermissions } from "./permission-texts";

const flagsWith = (...granted: Permission[]): Flags & { role: string } => ({
  ...(Object.fromEntries(PERMISSIONS.map((name) => [name, granted.includes(name)])) as Flags),
  role: "custom",
});

test("every permission has one line in the table, but the derived manageJob", () => {
  const listed = PERMISSION_TEXTS.flatMap(({ permissions }) => permissions.map((line) => line.permission));
  expect(listed.toSorted()).toEqual(PERMISSIONS.filter((name) => name !== "manageJob").toSorted());
});

test.each([
  ["admin", "Plans and applies runs; manages everything."],
  ["write", "Plans and applies runs; manages workspaces and state."],
  ["plan", "Plans runs."],
  ["read", "Changes nothing."],
])("what the role %s may do is one sentence", (role, sentence) => {
  expect(sayPermissions(effectiveFlags({ ...flagsWith(), role }))).toBe(sentence);
});

test("a custom team's sentence names what is granted, and nothing else", () => {
  const flags = flagsWith("approveJob", "manageModule", "manageVcs", "manageTemplate");
  expect(sayPermissions(effectiveFlags(flags))).toBe("Applies runs; manages modules, VCS and templates.");
});
