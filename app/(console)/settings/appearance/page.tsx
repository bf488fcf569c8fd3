import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ThemeCards } from "@/components/appearance/theme-cards";
import { PageHeading } from "@/components/ui/card";
import { requireActor } from "@/lib/session";
import { parseTheme, THEME_COOKIE } from "@/lib/users/user";

export const metadata: Metadata = { title: "Appearance" };

export default async function AppearancePage() {
  await requireActor();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Appearance">Applies at once, in this browser.</PageHeading>
      <ThemeCards theme={theme} />
    </div>
  );
}
