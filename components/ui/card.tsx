import type { ComponentProps, ReactNode } from "react";
import { joinClasses } from "./class-names";

/** A bordered sheet. It has no padding of its own: lists run to its edges. */
export function Card({ className, ...rest }: ComponentProps<"div">) {
  return <div {...rest} className={joinClasses("rounded-box border bg-surface", className)} />;
}

type SectionProps = { title: string; description?: ReactNode; action?: ReactNode; children: ReactNode };

/** A titled card for one subject of a settings page: heading, one sentence, the content, at the foot an action. */
export function Section({ title, description, action, children }: SectionProps) {
  return (
    <Card>
      <section aria-label={title}>
        <div className="flex flex-col gap-4 p-4 sm:p-6">
          <div>
            <h2 className="font-semibold text-lg tracking-tight">{title}</h2>
            {description && <p className="mt-1 text-ink-soft">{description}</p>}
          </div>
          {children}
        </div>
        {action && (
          <div className="flex justify-end gap-2 rounded-b-box border-t bg-canvas px-4 py-3 sm:px-6">
            {action}
          </div>
        )}
      </section>
    </Card>
  );
}

type PageHeadingProps = {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** 2: heads a part of a page that has a heading of its own. */
  level?: 1 | 2;
  id?: string;
};

/** A page's heading, the sentence under it, and its one action. `id` and tabIndex let focus be sent to it. */
export function PageHeading({ title, children, action, level = 1, id = "page-heading" }: PageHeadingProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="flex flex-col gap-4 sm:flex-row sm:items-start sm:justify-between sm:gap-8">
      <div className="min-w-0">
        <Heading
          id={id}
          tabIndex={-1}
          className={joinClasses(
            "font-semibold tracking-tight outline-none",
            level === 1 ? "text-2xl" : "text-xl",
          )}
        >
          {title}
        </Heading>
        {children && <div className="mt-1 max-w-prose text-ink-soft">{children}</div>}
      </div>
      {action}
    </div>
  );
}
