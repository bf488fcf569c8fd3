import type { SessionActor } from "@/lib/actor";
import { acceptInvitation, invite } from "@/lib/invitations/service";
import { addMember } from "@/lib/members/service";
import { createOrganization } from "@/lib/organizations/service";
import type { Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { findActor, signOut } from "@/lib/sessions/service";
import { isSetupOpen, prepareFirstRun } from "@/lib/setup/service";
import { signIn } from "@/lib/sign-in/service";
import { createTeam } from "@/lib/teams/service";
import type { TeamRef } from "@/lib/teams/team";
import { flushRecorder, recordCall } from "@/lib/tokens/recorder";
import { generateToken, revokeToken } from "@/lib/tokens/service";
import { uuidFrom } from "@/lib/uuid";
import { DEMO_ORGANIZATIONS, DEMO_OWNER, DEMO_PEOPLE, DEMO_TOKENS, type DemoToken } from "./demo";

const HERE = { ip: "127.0.0.1", agent: "latchkey --demo" };

/**
 * Fills an empty database with people, organizations, teams and tokens in every state, through the services alone.
 * @returns the password that all of them share, made for this database; null when the database is not empty
 */
export async function fillWithDemo(runtime: Runtime): Promise<{ email: string; password: string } | null> {
  if (!(await isSetupOpen(runtime))) return null;
  const password = runtime.randomBytes(12).toString("base64url");
  await prepareFirstRun(runtime, {
    ownerGroup: runtime.ownerGroup,
    ownerEmail: DEMO_OWNER.email,
    ownerName: DEMO_OWNER.name,
    ownerPassword: password,
  });
  const owner = await enter(runtime, DEMO_OWNER.email, password);
  const teams = await createTeams(runtime, owner);
  for (const person of DEMO_PEOPLE) await admit(runtime, owner, person, password, teams);
  for (const token of DEMO_TOKENS) await issue(runtime, token, password);
  await flushRecorder(runtime);
  await signOut(runtime, owner.sessionId, HERE.ip);
  return { email: DEMO_OWNER.email, password };
}

async function settle<T>(work: Promise<Result<T>>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error(`demo data: ${result.failure.message}`);
  return result.value;
}

async function enter(runtime: Runtime, email: string, password: string): Promise<SessionActor> {
  const { sessionId } = await settle(signIn(runtime, { email, password }, HERE, null));
  const actor = await findActor(runtime, sessionId, HERE);
  if (!actor) throw new Error("demo data: a fresh session does not live");
  return actor;
}

/** By name, the first team so named: memberships belong to the name. */
async function createTeams(runtime: Runtime, owner: SessionActor): Promise<Map<string, TeamRef>> {
  const teams = new Map<string, TeamRef>();
  for (const { teams: wanted, ...organization } of DEMO_ORGANIZATIONS) {
    const { id } = await settle(createOrganization(runtime, owner, organization));
    for (const input of wanted) {
      const team = await settle(createTeam(runtime, owner, id, input));
      if (!teams.has(team.name)) teams.set(team.name, { organizationId: id, teamId: team.id });
    }
  }
  return teams;
}

async function admit(
  runtime: Runtime,
  owner: SessionActor,
  person: (typeof DEMO_PEOPLE)[number],
  password: string,
  teams: Map<string, TeamRef>,
): Promise<void> {
  const { code } = await settle(invite(runtime, owner, { email: person.email }));
  await settle(acceptInvitation(runtime, code, { name: person.name, password }, HERE));
  const { userId, sessionId } = await enter(runtime, person.email, password);
  await signOut(runtime, sessionId, HERE.ip);
  for (const group of person.groups) {
    const team = teams.get(group);
    if (team) await settle(addMember(runtime, owner, team, userId));
  }
}

async function issue(runtime: Runtime, wanted: DemoToken, password: string): Promise<void> {
  const actor = await enter(runtime, wanted.by, password);
  const owner =
    wanted.group === undefined ? { kind: "user" as const } : { kind: "team" as const, group: wanted.group };
  const { token } = await settle(
    generateToken(runtime, actor, owner, {
      description: wanted.description,
      expiry: wanted.lifetime ? { kind: "lifetime", ...wanted.lifetime } : { kind: "never" },
      mayManageTokens: wanted.mayManageTokens ?? false,
      mayManageTeams: false,
      idempotencyKey: uuidFrom(runtime.randomBytes(16)),
    }),
  );
  const { times = 0, ip = HERE.ip, agent = HERE.agent } = wanted.use ?? {};
  for (let i = 0; i < times; i += 1)
    recordCall(runtime, { tokenId: token.id, outcome: "accepted", ip, agent });
  if (wanted.isRevoked) await settle(revokeToken(runtime, actor, owner, token.id));
  await signOut(runtime, actor.sessionId, HERE.ip);
}
