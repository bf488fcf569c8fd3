import type { Metadata } from "next";
import { CommonRefusals } from "@/components/reference/answer-list";
import { DataSection } from "@/components/reference/data-section";
import { OperationIndex } from "@/components/reference/operation-index";
import { OperationSection } from "@/components/reference/operation-section";
import { Prose } from "@/components/reference/prose";
import { PageHeading } from "@/components/ui/card";
import { readEnv } from "@/lib/env";
import { ANSWERS, describeComponents } from "@/lib/openapi/components";
import { DESCRIPTION, OPERATIONS } from "@/lib/openapi/document";
import { TAGS } from "@/lib/openapi/operation";

export const metadata: Metadata = { title: "API reference" };

const schemas = describeComponents();
const tags = Object.entries(TAGS);

/** What /openapi.json says, for reading. Public, as that is: it says nothing of this instance but its address. */
export default function ReferencePage() {
  const { publicUrl } = readEnv();
  return (
    <div className="grid gap-6 py-6 lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-x-10">
      <OperationIndex
        entries={OPERATIONS.map(({ id, tag, method, path, summary }) => ({ id, tag, method, path, summary }))}
      />
      <main id="content" tabIndex={-1} className="flex min-w-0 flex-col gap-10 pb-16 outline-none">
        <div className="flex flex-col gap-3">
          <PageHeading title="API reference" />
          {DESCRIPTION.split("\n\n").map((paragraph) => (
            <p key={paragraph} className="max-w-prose text-ink-soft">
              <Prose>{paragraph}</Prose>
            </p>
          ))}
          <p className="max-w-prose text-ink-soft">
            For programs, and for Postman’s Import:{" "}
            <a href="/openapi.json" className="font-medium text-accent-text underline underline-offset-2">
              {publicUrl}/openapi.json
            </a>{" "}
            (OpenAPI 3.1).
          </p>
          <CommonRefusals />
        </div>
        {tags.map(([tag, description]) => (
          <section key={tag} aria-label={tag} className="flex flex-col gap-4">
            <PageHeading level={2} id={tag.toLowerCase().replaceAll(" ", "-")} title={tag}>
              <Prose>{description}</Prose>
            </PageHeading>
            {OPERATIONS.filter((operation) => operation.tag === tag).map((operation) => (
              <OperationSection
                key={operation.id}
                operation={operation}
                schemas={schemas}
                publicUrl={publicUrl}
              />
            ))}
          </section>
        ))}
        <DataSection names={Object.keys(ANSWERS)} schemas={schemas} />
      </main>
    </div>
  );
}
