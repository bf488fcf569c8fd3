import type { Metadata } from "next";
import Link from "next/link";
import { TokenPanel } from "@/components/tokens/token-panel";
import { readEnv } from "@/lib/env";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { parseListQuery } from "@/lib/tokens/schema";
import { listTokens, readTokenPolicy } from "@/lib/tokens/service";

export const metadata: Metadata = { title: "Tokens" };

type TokensPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const actor = await requireActor();
  const query = parseListQuery(await searchParams);
  const owner = { kind: "user" } as const;
  const runtime = getRuntime();
  const [list, policy] = await Promise.all([
    listTokens(runtime, actor, owner, query),
    readTokenPolicy(runtime),
  ]);
  if (!list.ok) throw new Error(`a person's own tokens could not be listed: ${list.failure.kind}`);
  return (
    <TokenPanel
      owner={owner}
      list={list.value}
      policy={policy}
      query={query}
      publicUrl={readEnv().publicUrl}
      mayGenerate={true}
      mayGrantTeams={actor.isInstanceOwner}
      copy={{
        heading: "Tokens",
        sentence: (
          <>
            Your API tokens open the Terrakube API to scripts, pipelines and terraform. Each acts as you, with
            the permissions you have at that moment: treat it like a password. The{" "}
            <Link
              href="/reference"
              prefetch={false}
              className="font-medium text-accent-text underline underline-offset-2"
            >
              API reference
            </Link>{" "}
            lists every call.
          </>
        ),
        button: "Generate an API token",
        purpose:
          "A token lets a program call the API as you: curl, Postman, terraform, a pipeline. Its secret is shown once; you can delete it at any time.",
        actsAs: `Acts as ${actor.name}, with the permissions you have at that moment.`,
      }}
    />
  );
}
