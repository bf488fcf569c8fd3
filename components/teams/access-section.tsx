import { Section } from "@/components/ui/card";
import type { TeamView } from "@/lib/teams/team";
import { PermissionTable } from "./permission-table";
import { ROLE_TEXTS } from "./permission-texts";
import { RoleBadge } from "./role-badge";

/** What the team may do, for those who may not change it. */
export function AccessSection({ team }: { team: TeamView }) {
  const role = team.effectiveRole;
  return (
    <Section
      title="Access"
      description="What its members and its tokens may do in the organization, as of their next call."
    >
      <p className="flex flex-wrap items-center gap-2">
        <RoleBadge role={role} stored={team.role} />
        <span className="text-ink-soft">
          {role ? ROLE_TEXTS[role].meaning : "A role that is not known here: it grants nothing."}
        </span>
      </p>
      <PermissionTable flags={team.effective} />
    </Section>
  );
}
