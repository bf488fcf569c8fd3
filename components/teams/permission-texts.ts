import type { Flags, Permission, Role } from "@/lib/teams/permissions";

/** What roles and permissions mean, in words (terrakube-contract.md section 3). Pure. */

export const ROLE_TEXTS: Record<Role, { word: string; meaning: string }> = {
  admin: {
    word: "Admin",
    meaning: "Everything in the organization: runs, workspaces, the registry, state and connections.",
  },
  write: { word: "Write", meaning: "Plans and applies runs, manages workspaces, reads and writes state." },
  plan: { word: "Plan", meaning: "Proposes changes: queues plans and applies none." },
  read: { word: "Read", meaning: "Looks at workspaces and runs, and changes nothing." },
  custom: { word: "Custom", meaning: "You grant each permission by itself." },
};

/** manageJob has no line: it is Terrakube's old word for either of the first two. */
export type ListedPermission = Exclude<Permission, "manageJob">;
type PermissionText = { permission: ListedPermission; word: string; meaning: string };

export const PERMISSION_TEXTS: readonly { category: string; permissions: readonly PermissionText[] }[] = [
  {
    category: "Runs",
    permissions: [
      {
        permission: "planJob",
        word: "Plan runs",
        meaning: "Queue plans in workspaces. Nothing changes yet.",
      },
      {
        permission: "approveJob",
        word: "Apply runs",
        meaning: "Approve and apply plans: real infrastructure changes.",
      },
    ],
  },
  {
    category: "Resources",
    permissions: [
      {
        permission: "manageWorkspace",
        word: "Manage workspaces",
        meaning: "Create, change and delete workspaces and projects.",
      },
      {
        permission: "manageModule",
        word: "Manage modules",
        meaning: "Publish modules to the private registry, and delete them.",
      },
      {
        permission: "manageProvider",
        word: "Manage providers",
        meaning: "Publish providers to the private registry, and delete them.",
      },
      {
        permission: "manageTemplate",
        word: "Manage templates",
        meaning: "Create and change the workflows that runs follow.",
      },
      {
        permission: "manageCollection",
        word: "Manage collections",
        meaning: "Create and change sets of variables that workspaces share.",
      },
    ],
  },
  {
    category: "Infrastructure",
    permissions: [
      {
        permission: "manageState",
        word: "Manage state",
        meaning: "See, download and upload state files, which may hold secrets.",
      },
      {
        permission: "manageVcs",
        word: "Manage VCS and SSH",
        meaning: "Connect Git servers, and keep the SSH keys for them.",
      },
    ],
  },
];

const NOUNS: readonly [permission: ListedPermission, noun: string][] = [
  ["manageWorkspace", "workspaces"],
  ["manageState", "state"],
  ["manageModule", "modules"],
  ["manageProvider", "providers"],
  ["manageVcs", "VCS"],
  ["manageTemplate", "templates"],
  ["manageCollection", "collections"],
];

/** "Plans and applies runs; manages workspaces and state." @param flags those in effect */
export function sayPermissions(flags: Flags): string {
  const runs = [flags.planJob && "plans", flags.approveJob && "applies"].filter((word) => word !== false);
  const nouns = NOUNS.filter(([permission]) => flags[permission]).map(([, noun]) => noun);
  const parts = [
    runs.length > 0 && `${runs.join(" and ")} runs`,
    nouns.length === NOUNS.length
      ? "manages everything"
      : nouns.length > 0 && `manages ${joinWords(nouns, "and")}`,
  ].filter((part) => part !== false);
  const text = parts.join("; ");
  return text === "" ? "Changes nothing." : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "a, b and c" */
function joinWords(words: string[], conjunction: string): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
