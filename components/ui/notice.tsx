import { CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { joinClasses } from "./class-names";

const KINDS = {
  info: { icon: Info, look: "bg-accent-soft text-accent-text" },
  warn: { icon: TriangleAlert, look: "bg-warn-soft text-warn" },
  danger: { icon: CircleX, look: "bg-danger-soft text-danger" },
} as const;

type NoticeProps = { kind?: keyof typeof KINDS; title?: ReactNode; children?: ReactNode; className?: string };

/** What happened and what to do. `danger` is announced at once, the others when the reader is idle. */
export function Notice({ kind = "info", title, children, className }: NoticeProps) {
  const { icon: Icon, look } = KINDS[kind];
  return (
    <div
      role={kind === "danger" ? "alert" : "status"}
      className={joinClasses("flex gap-2.5 rounded-box p-3 text-ink", look.split(" ")[0], className)}
    >
      <Icon aria-hidden className={joinClasses("mt-0.5 size-4.5 shrink-0", look.split(" ")[1])} />
      <div className="min-w-0 flex-1">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={joinClasses(!!title && "text-ink-soft")}>{children}</div>}
      </div>
    </div>
  );
}
