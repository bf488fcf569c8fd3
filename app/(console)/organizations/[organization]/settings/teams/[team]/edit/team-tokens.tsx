import { ClosedTokens } from "@/components/teams/closed-tokens";
import { TokenPanel } from "@/components/tokens/token-panel";
import type { SessionActor } from "@/lib/actor";
import { readEnv } from "@/lib/env";
import type { OrganizationView } from "@/lib/organizations/organization";
import { getRuntime } from "@/lib/runtime";
import type { TeamView } from "@/lib/teams/team";
import { parseListQuery } from "@/lib/tokens/schema";
import { listTokens, readTokenPolicy } from "@/lib/tokens/service";
import type { TokenPolicy } from "@/lib/tokens/token";

type TeamTokensProps = {
  actor: SessionActor;
  organization: OrganizationView;
  team: TeamView;
  /** The list's state in the address. */
  params: Record<string, string | string[] | undefined>;
};

const HEADING = "Team API Tokens";
const SENTENCE =
  "A team token has the team's access and is tied to no person: it works on when whoever generated it has left. Use it for pipelines and automation, and treat it like a password.";
const BUTTON = "Create a Team Token";

/** The tokens of the team, for its members and for instance owners; others read why they see none. */
export async function TeamTokens({ actor, organization, team, params }: TeamTokensProps) {
  const owner = { kind: "team", group: team.name } as const;
  const query = parseListQuery(params);
  const runtime = getRuntime();
  const [list, policy] = await Promise.all([
    listTokens(runtime, actor, owner, query),
    readTokenPolicy(runtime),
  ]);
  if (!list.ok) return <ClosedTokens heading={HEADING} sentence={SENTENCE} button={BUTTON} />;
  const isOwnerGroup = team.name === runtime.ownerGroup;
  const reason = refuse(actor, organization, team, { policy, isOwnerGroup });
  return (
    <TokenPanel
      owner={owner}
      list={list.value}
      policy={policy}
      query={query}
      publicUrl={readEnv().publicUrl}
      mayGenerate={reason === null ? true : { reason }}
      copy={{
        heading: HEADING,
        sentence: SENTENCE,
        button: BUTTON,
        purpose: `A team token lets a pipeline call the API with the access of “${team.name}”. Its secret is shown once; any member can delete it.`,
        actsAs: `Has the access of the team “${team.name}”, as it is at that moment. It is tied to no person.`,
      }}
    />
  );
}

/** Why this person may not generate here, for display; the service decides again. */
function refuse(
  actor: SessionActor,
  organization: OrganizationView,
  team: TeamView,
  { policy, isOwnerGroup }: { policy: TokenPolicy; isOwnerGroup: boolean },
): string | null {
  if (organization.isDisabled)
    return "The organization is disabled: its teams' tokens are refused meanwhile.";
  if (isOwnerGroup && !policy.ownerGroupTokens)
    return "The owner group has no team tokens: the instance's policy does not allow them.";
  if (!actor.groups.includes(team.name))
    return "You are not a member of this team: only its members generate its tokens. As an instance owner you see and delete them.";
  return null;
}
