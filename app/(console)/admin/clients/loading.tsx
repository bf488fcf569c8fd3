import { SettingsSkeleton } from "@/components/profile/settings-skeleton";

export default function Loading() {
  return <SettingsSkeleton />;
}
