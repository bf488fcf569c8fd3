import type { Metadata } from "next";
import { GroupsSection } from "@/components/profile/groups-section";
import { NameForm } from "@/components/profile/name-form";
import { PasswordForm } from "@/components/profile/password-form";
import { PageHeading } from "@/components/ui/card";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";
import { readProfile } from "@/lib/users/service";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const actor = await requireActor();
  const profile = await readProfile(getRuntime(), actor);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Profile">Who you are here, and how you sign in.</PageHeading>
      <NameForm name={profile.name} email={profile.email} />
      <GroupsSection memberships={profile.memberships} />
      {profile.hasPassword && <PasswordForm email={profile.email} />}
    </div>
  );
}
