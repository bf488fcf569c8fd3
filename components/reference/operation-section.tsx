import { SnippetBox } from "@/components/tokens/snippet-box";
import { Card } from "@/components/ui/card";
import { describeParameter } from "@/lib/openapi/components";
import { writeCurl } from "@/lib/openapi/curl";
import { type JsonSchema, listFields, sayType } from "@/lib/openapi/fields";
import type { Operation } from "@/lib/openapi/operation";
import { AnswerList } from "./answer-list";
import { FieldList } from "./field-list";
import { MethodWord } from "./method-word";
import { Prose } from "./prose";

const SECURITY = {
  bearer: "A token: `Authorization: Bearer <secret>`.",
  client:
    "A registered client: its id and secret by HTTP Basic, or as `client_id` and `client_secret` in the form.",
  none: "Nothing: public.",
};

type OperationSectionProps = {
  operation: Operation;
  schemas: Record<string, JsonSchema>;
  publicUrl: string;
};

/** One operation: what it does, what it takes, what it answers, and how to try it. */
export function OperationSection({ operation, schemas, publicUrl }: OperationSectionProps) {
  const { id, method, path, summary, description, security, parameters, body } = operation;
  return (
    <Card>
      <section aria-labelledby={id} className="flex flex-col gap-4 p-4 sm:p-6">
        <div className="flex flex-col gap-1">
          <h3 id={id} tabIndex={-1} className="scroll-mt-4 font-semibold text-lg tracking-tight outline-none">
            {summary}
          </h3>
          <p className="flex gap-2">
            <MethodWord method={method} className="leading-5" />
            <code className="min-w-0 font-mono text-xs leading-5">{path}</code>
          </p>
        </div>
        <p className="max-w-prose text-ink-soft">
          <Prose>{description}</Prose>
        </p>
        <p className="text-ink-soft text-sm">
          <span className="font-medium text-ink">Needs</span> <Prose>{SECURITY[security]}</Prose>
        </p>
        {parameters && (
          <Part title="Parameters">
            <FieldList
              label={`Parameters of ${summary}`}
              lines={parameters.map(({ name, in: place, description, schema }) => ({
                name,
                type: sayType(describeParameter(schema)),
                note: place,
                description,
              }))}
            />
          </Part>
        )}
        {body && (
          <Part title={`Body, ${body.mediaTypes.join(" or ")}`}>
            <FieldList
              label={`Body of ${summary}`}
              lines={bodyLines(listFields(schemas[body.schema] ?? {}, schemas))}
            />
          </Part>
        )}
        <SnippetBox
          snippet={{ label: "curl", text: writeCurl(operation, publicUrl) }}
          what={`curl, ${summary}`}
        />
        <Part title="Answers">
          <AnswerList operation={operation} />
        </Part>
      </section>
    </Card>
  );
}

function bodyLines(fields: ReturnType<typeof listFields>) {
  return fields.map(({ isRequired, ...field }) => ({ ...field, ...(isRequired && { note: "required" }) }));
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <h4 className="font-medium text-sm">{title}</h4>
      {children}
    </div>
  );
}
