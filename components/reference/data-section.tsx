import { PageHeading } from "@/components/ui/card";
import { type JsonSchema, listFields } from "@/lib/openapi/fields";
import { FieldList } from "./field-list";

type DataSectionProps = { names: readonly string[]; schemas: Record<string, JsonSchema> };

/** The bodies of answers by their names, each with all its fields. */
export function DataSection({ names, schemas }: DataSectionProps) {
  return (
    <section aria-label="Data" className="flex flex-col gap-4">
      <PageHeading level={2} id="data" title="Data">
        What answers hold. A list of tokens is a list of Token.
      </PageHeading>
      {names.map((name) => {
        const { type, items, description } = schemas[name] ?? {};
        const lines = listFields(schemas[name] ?? {}, schemas);
        return (
          <div key={name} className="flex flex-col gap-2">
            <h3 id={`data-${name}`} tabIndex={-1} className="scroll-mt-4 font-semibold outline-none">
              {name}
            </h3>
            {typeof description === "string" && <p className="text-ink-soft text-sm">{description}</p>}
            {type === "array" ? (
              <p className="text-ink-soft text-sm">A list of {nameOf(items as JsonSchema)}.</p>
            ) : (
              <FieldList label={`Fields of ${name}`} lines={lines} />
            )}
          </div>
        );
      })}
    </section>
  );
}

function nameOf({ $ref }: JsonSchema): string {
  return String($ref).replace("#/components/schemas/", "");
}
