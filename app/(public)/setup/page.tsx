import type { Metadata } from "next";
import { SetupPanel } from "@/components/setup/setup-panel";
import { isOutage } from "@/lib/outage";
import { getRuntime } from "@/lib/runtime";
import { isSetupOpen } from "@/lib/setup/service";

export const metadata: Metadata = { title: "Setup" };

export default async function SetupPage() {
  return <SetupPanel isOpen={await isOpenOrUnknown()} />;
}

/** Only chooses the words for who comes without a link; the actions judge by themselves. */
async function isOpenOrUnknown(): Promise<boolean> {
  try {
    return await isSetupOpen(getRuntime());
  } catch (error) {
    if (isOutage(error)) return true;
    throw error;
  }
}
