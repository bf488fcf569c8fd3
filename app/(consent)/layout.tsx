import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { Card } from "@/components/ui/card";

/** The frame of what is decided apart from everything else: the mark, and one card. */
export default function ConsentLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col gap-6 px-4 py-8 sm:justify-center sm:py-12">
      <Mark size="large" />
      <Card>{children}</Card>
    </main>
  );
}
