import { SearchX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { PlainPage } from "./plain-page";

type NoPageProps = { children: ReactNode; way: { href: string; word: string } };

/** "There is no such page", inside the shell: why that may be, and a way on. */
export function NoPage({ children, way }: NoPageProps) {
  return (
    <PlainPage>
      <div className="flex flex-col items-start gap-4 py-8">
        <span className="flex size-12 items-center justify-center rounded-full border bg-surface text-ink-soft">
          <SearchX aria-hidden className="size-5" />
        </span>
        <div className="max-w-prose">
          <h1 className="font-semibold text-2xl tracking-tight">There is no such page</h1>
          <p className="mt-1 text-ink-soft">{children}</p>
        </div>
        <Link href={way.href} className={buttonClass({ variant: "primary" })}>
          {way.word}
        </Link>
      </div>
    </PlainPage>
  );
}
