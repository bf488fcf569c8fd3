import type { OrganizationView } from "@/lib/organizations/organization";

type ExecutionMode = OrganizationView["executionMode"];

/** Terrakube's two modes in words, the default first. */
export const EXECUTION_MODES: readonly { value: ExecutionMode; word: string; meaning: string }[] = [
  {
    value: "remote",
    word: "Remote",
    meaning: "Terrakube runs plans and applies on its executors and keeps the state.",
  },
  {
    value: "local",
    word: "Local",
    meaning: "Plans and applies run on your machines or in your pipelines; Terrakube keeps the state.",
  },
];

export function wordOfMode(mode: ExecutionMode): string {
  return EXECUTION_MODES.find(({ value }) => value === mode)?.word ?? mode;
}
