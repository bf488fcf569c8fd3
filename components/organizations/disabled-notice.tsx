import Link from "next/link";
import { Notice } from "@/components/ui/notice";

type DisabledProps = {
  organizationId: string;
  /** A followed Terrakube decides. */
  isFollowed: boolean;
};

/** Over each page of a disabled organization; only instance owners get to see one. */
export function DisabledNotice({ organizationId, isFollowed }: DisabledProps) {
  if (isFollowed)
    return (
      <Notice kind="warn" title="Terrakube has this organization no more" className="mb-6">
        It was disabled or deleted there. Its teams do not count: tokens of teams that are in no other
        organization are refused, not revoked, and work again when it comes back. Members do not see it.
      </Notice>
    );
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
