import type { Operation } from "@/lib/openapi/operation";
import { Example } from "./example";
import { Prose } from "./prose";

/**
 * Every status that the operation answers. What a body's fields mean is said once, under Data: a page that repeated it
 * at each call would weigh ten times as much.
 */
export function AnswerList({ operation: { summary, successes, refusals } }: { operation: Operation }) {
  return (
    <>
      <ul
        aria-label={`Answers of ${summary}`}
        className="divide-y rounded-box border text-ink-soft text-sm [&>li]:flex [&>li]:gap-3 [&>li]:px-3 [&>li]:py-2 [&_b]:shrink-0 [&_b]:font-mono [&_b]:font-semibold [&_b]:text-xs [&_b]:leading-5"
      >
        {Object.entries(successes).map(([status, { description, schema }]) => (
          <li key={status}>
            <b className="text-good">{status}</b>
            <span>
              <Prose>{description}</Prose>{" "}
              {schema ? (
                <a href={`#data-${schema}`} className="text-accent-text underline underline-offset-2">
                  {schema}
                </a>
              ) : (
                "No body."
              )}
            </span>
          </li>
        ))}
        {Object.entries(refusals).map(([status, when]) => (
          <li key={status}>
            <b className="text-ink">{status}</b>
            <span>
              <Prose>{when}</Prose>
            </span>
          </li>
        ))}
      </ul>
      {Object.entries(successes).map(
        ([status, { example }]) =>
          example !== undefined && (
            <Example key={status} title={`Example of the ${status}`} value={example} />
          ),
      )}
    </>
  );
}
