import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { SessionWatch } from "@/components/sessions/session-watch";
import { TopBar } from "@/components/shell/top-bar";
import { listOrganizations } from "@/lib/organizations/service";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { parseTheme, THEME_COOKIE } from "@/lib/users/user";

/** The shell. It is no guard: each page and each action checks the session itself. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const organizations = await listOrganizations(getRuntime(), actor);
  return (
    <>
      <SessionWatch />
      <TopBar
        name={actor.name}
        email={actor.email}
        theme={theme}
        isInstanceOwner={actor.isInstanceOwner}
        organizations={organizations.map(({ id, name, icon, isDisabled }) => ({
          id,
          name,
          icon,
          isDisabled,
        }))}
      />
      <div className="mx-auto max-w-6xl px-4 sm:px-6">{children}</div>
    </>
  );
}
