import { describe, expect, test } from "vitest";
import { effectiveFlags, type Flags, PERMISSIONS, permissionsOf, readRole } from "./permissions";

const flags = (...on: (keyof Flags)[]): Flags =>
  Object.fromEntries(PERMISSIONS.map((name) => [name, on.includes(name)])) as Flags;
const named = (set: Flags) => PERMISSIONS.filter((name) => set[name]).sort();

/** terrakube-contract.md section 3, read off by hand. */
const GRANTED: [role: string | null, stored: Flags, granted: (keyof Flags)[]][] = [
  ["admin", flags(), [...PERMISSIONS]],
  ["Admin", flags(), [...PERMISSIONS]],
  ["write", flags("manageVcs"), ["manageWorkspace", "manageState", "planJob", "approveJob", "manageJob"]],
  ["plan", flags("manageWorkspace"), ["planJob", "manageJob"]],
  ["read", flags("manageWorkspace", "planJob"), []],
  ["custom", flags("manageVcs"), ["manageVcs"]],
  [null, flags("manageVcs", "planJob"), ["manageVcs", "planJob", "manageJob"]],
  [" ", flags("approveJob"), ["approveJob", "manageJob"]],
  ["custom", flags("manageJob"), []],
  ["emperor", flags(...PERMISSIONS), []],
];

describe("a team's role and flags come to what Terrakube makes of them", () => {
  for (const [role, stored, granted] of GRANTED)
    test(`role ${JSON.stringify(role)} with ${named(stored).join(", ") || "no flags"}: ${granted.length}`, () => {
      expect(named(effectiveFlags({ ...stored, role }))).toEqual(granted.toSorted());
    });
});

test("an unknown role is no role", () => {
  expect(readRole("emperor")).toBeNull();
  expect(readRole("WRITE")).toBe("write");
});

test("permissions are the union of the teams', managePermission that of workspaces or of an owner", () => {
  const union = permissionsOf(
    [
      { ...flags("manageVcs"), role: null },
      { ...flags(), role: "plan" },
    ],
    false,
  );
  expect(named(union)).toEqual(["manageJob", "manageVcs", "planJob"]);
  expect(union.managePermission).toBe(false);
  expect(permissionsOf([{ ...flags(), role: "write" }], false).managePermission).toBe(true);
  expect(permissionsOf([], true)).toEqual({ ...flags(), managePermission: true });
});
