import Link from "next/link";
import { Notice } from "@/components/ui/notice";

/** Over each page of a disabled organization; only instance owners get to see one. */
export function DisabledNotice({ organizationId }: { organizationId: string }) {
  return (
    <Notice kind="warn" title="This organization is disabled" className="mb-6">
      Its teams do not count: they give no permissions, and tokens of teams that are in no other organization
      are refused, not revoked. Members do not see it. Enable it under{" "}
      <Link
        href={`/organizations/${organizationId}/settings/general`}
        className="font-medium text-ink underline"
      >
        General
      </Link>
      .
    </Notice>
  );
}
