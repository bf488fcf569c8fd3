import { endOwnership, makeOwner } from "@/lib/owners/actions";
import { restorePerson, suspendPerson } from "@/lib/people/actions";
import type { PersonView } from "@/lib/people/person";
import { ok, type Result } from "@/lib/result";

/** What an instance owner may do to a person: the words of the question, and the deed. */

type Change = {
  title: (person: PersonView) => string;
  sentences: (person: PersonView) => string[];
  act: string;
  keep: string;
  isDangerous: boolean;
  /** Answers what the toast says. */
  run: (person: PersonView) => Promise<Result<{ title: string; description?: string }>>;
};

const count = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? "" : "s"}`;

/** "2 live tokens are refused and 1 session ends at once." */
export function saySuspension({ liveTokens, liveSessions }: PersonView): string {
  if (liveTokens === 0 && liveSessions === 0) return "They have no live token and no session.";
  const tokens = `${count(liveTokens, "live token")} ${liveTokens === 1 ? "is" : "are"} refused`;
  const sessions = `${count(liveSessions, "session")} ${liveSessions === 1 ? "ends" : "end"}`;
  if (liveSessions === 0) return `${tokens} from the next call on.`;
  if (liveTokens === 0) return `${sessions} at the next request.`;
  return `${tokens} and ${sessions} at once.`;
}

export const PERSON_CHANGES = {
  suspend: {
    title: ({ name }) => `Suspend ${name}?`,
    sentences: (person) => [
      saySuspension(person),
      "Team tokens that they generated go on working: those belong to the team.",
      ...(person.isOwner ? ["Invitations of theirs that nobody has used yet are withdrawn."] : []),
      "Nothing is deleted. Once restored, the tokens work again and the person signs in anew.",
    ],
    act: "Suspend",
    keep: "Keep active",
    isDangerous: true,
    run: async ({ id, name }) => {
      const done = await suspendPerson(id);
      if (!done.ok) return done;
      const { tokens, sessions } = done.value;
      return ok({
        title: `${name} is suspended`,
        description: `${count(tokens, "token")} refused, ${count(sessions, "session")} ended.`,
      });
    },
  },
  restore: {
    title: ({ name }) => `Restore ${name}?`,
    sentences: ({ liveTokens }) => [
      liveTokens === 0
        ? "They can sign in again. They have no live token."
        : `They can sign in again, and ${count(liveTokens, "token")} of theirs ${liveTokens === 1 ? "works" : "work"} again at once.`,
      "Sessions that the suspension ended stay ended.",
    ],
    act: "Restore",
    keep: "Keep suspended",
    isDangerous: false,
    run: async ({ id, name }) => {
      const done = await restorePerson(id);
      return done.ok ? ok({ title: `${name} is active again` }) : done;
    },
  },
  makeOwner: {
    title: ({ name }) => `Make ${name} an instance owner?`,
    sentences: () => [
      "Instance owners manage organizations, teams, users and the policy, and can suspend each other.",
      "They become a member of no team by it.",
    ],
    act: "Make owner",
    keep: "Cancel",
    isDangerous: false,
    run: async ({ id, name }) => {
      const done = await makeOwner(id);
      return done.ok ? ok({ title: `${name} is an instance owner` }) : done;
    },
  },
  endOwnership: {
    title: ({ name, isSelf }) => (isSelf ? "Stop being an instance owner?" : `Take ownership from ${name}?`),
    sentences: ({ isSelf }) => [
      isSelf
        ? "You leave these pages at once; another owner can make you one again."
        : "They manage organizations, teams, users and the policy no more, from their next request on.",
      "Account, tokens and teams stay. Open invitations are withdrawn.",
    ],
    act: "No longer owner",
    keep: "Keep owner",
    isDangerous: true,
    run: async ({ id, name, isSelf }) => {
      const done = await endOwnership(id);
      if (!done.ok) return done;
      return ok({ title: `${isSelf ? "You are" : `${name} is`} no longer an instance owner` });
    },
  },
} satisfies Record<string, Change>;

export type PersonVerb = keyof typeof PERSON_CHANGES;
