import { after } from "next/server";
import { FollowingNotice } from "@/components/following/following-notice";
import { follow, readFollowingView } from "@/lib/following/service";
import { log } from "@/lib/log";
import { codeOf } from "@/lib/outage";
import { getRuntime } from "@/lib/runtime";

/** How the Terrakube is followed, over the pages of organizations and teams; nothing without one. */
export async function Following({
  organizationId,
  className,
}: {
  organizationId: string | null;
  className?: string;
}) {
  const runtime = getRuntime();
  const view = await readFollowingView(runtime);
  if (!view) return null;
  // Whoever looks wants to see what is: read again once the page is out, unless somebody just did.
  after(() => follow(runtime).catch((error) => log.warn({ code: codeOf(error) }, "not mirrored")));
  return <FollowingNotice view={view} organizationId={organizationId} className={className} />;
}
