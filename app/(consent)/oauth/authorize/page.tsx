import type { Metadata } from "next";
import { ConsentPanel } from "@/components/oauth/consent-panel";
import { StopPanel } from "@/components/oauth/stop-panel";
import { addressOf, readLoginRequest } from "@/lib/oauth/login";
import type { Issue } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { readQuery, requireActor } from "@/lib/session";
import { readTokenPolicy } from "@/lib/tokens/service";

export async function generateMetadata(): Promise<Metadata> {
  return { title: readLoginRequest(await readQuery()).ok ? "Allow terraform" : "Nothing was allowed" };
}

/**
 * The consent page of `terraform login`. An unsound request is an error page before anybody is asked who they are, and
 * goes nowhere from there: its redirect_uri is not to be trusted. console/server.ts answers it as 400.
 */
export default async function AuthorizePage() {
  const request = readLoginRequest(await readQuery());
  if (!request.ok)
    return <Unsound issues={request.failure.kind === "invalid_input" ? request.failure.issues : []} />;
  const address = addressOf(request.value);
  const actor = await requireActor(address);
  const runtime = getRuntime();
  return (
    <ConsentPanel
      name={actor.name}
      email={actor.email}
      waitsAt={new URL(request.value.redirectUri).host}
      address={address}
      policy={await readTokenPolicy(runtime)}
      now={runtime.now().toISOString()}
    />
  );
}

function Unsound({ issues }: { issues: Issue[] }) {
  return (
    <StopPanel title="This is no login request that Latchkey answers">
      <p>
        Nothing was allowed, and nothing was sent to whoever asked. If you ran terraform login, press Ctrl-C
        there and run it again; if a link brought you here, close this page.
      </p>
      <ul className="mt-4 flex list-disc flex-col gap-1 pl-5 text-sm">
        {issues.map(({ field, message }) => (
          <li key={field}>{message}</li>
        ))}
      </ul>
    </StopPanel>
  );
}
