import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { Card } from "@/components/ui/card";

/** The frame of the pages that need no session: the mark, and one card. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col gap-6 px-4 py-10 sm:justify-center sm:py-16">
      <Mark size="large" />
      <Card className="p-5 sm:p-8">{children}</Card>
    </main>
  );
}
