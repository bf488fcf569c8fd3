import type { Metadata } from "next";
import { IdentitySection } from "@/components/identities/identity-section";
import { GroupsSection } from "@/components/profile/groups-section";
import { NameForm } from "@/components/profile/name-form";
import { PasswordForm } from "@/components/profile/password-form";
import { PageHeading } from "@/components/ui/card";
import { readIdentityView } from "@/lib/identities/service";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { decodeFailure, isProviderWord } from "@/lib/sign-in/outcome";
import { readProfile } from "@/lib/users/service";

export const metadata: Metadata = { title: "Profile" };

type Query = Promise<Record<string, string | string[] | undefined>>;

export default async function ProfilePage({ searchParams }: { searchParams: Query }) {
  const actor = await requireActor();
  const runtime = getRuntime();
  const [profile, identity] = await Promise.all([
    readProfile(runtime, actor),
    readIdentityView(runtime, actor),
  ]);
  const { error, linked } = await searchParams;
  const now = runtime.now().toISOString();
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Profile">Who you are here, and how you sign in.</PageHeading>
      <NameForm name={profile.name} email={profile.email} />
      <GroupsSection memberships={profile.memberships} now={now} />
      {identity && (
        <IdentitySection
          identity={identity}
          hasPassword={profile.hasPassword}
          email={profile.email}
          now={now}
          failure={typeof error === "string" && isProviderWord(error) ? decodeFailure(error) : null}
          hasJustLinked={linked === "yes"}
        />
      )}
      {profile.hasPassword && <PasswordForm email={profile.email} />}
    </div>
  );
}
