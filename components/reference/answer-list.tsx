import type { ReactNode } from "react";
import { COMMON_REFUSALS, type Operation, type Refusals } from "@/lib/openapi/operation";
import { Example } from "./example";
import { Prose } from "./prose";

/** Where CommonRefusals stands. */
const COMMON_ID = "common-refusals";
const LINK = "text-accent-text underline underline-offset-2";

/**
 * Every status that the operation answers. What a body's fields mean is said once, under Data, and what many calls
 * refuse in the same words once above: a page that repeated them at each call would weigh many times as much.
 */
export function AnswerList({ operation: { summary, successes, refusals } }: { operation: Operation }) {
  const isCommon = ([status, when]: [string, string]) => when === commonOf(status);
  const own = Object.entries(refusals).filter((refusal) => !isCommon(refusal));
  const common = Object.entries(refusals).filter(isCommon);
  return (
    <>
      <List label={`Answers of ${summary}`}>
        {Object.entries(successes).map(([status, { description, schema }]) => (
          <li key={status}>
            <b className="text-good">{status}</b>
            <span>
              <Prose>{description}</Prose>{" "}
              {schema ? (
                <a href={`#data-${schema}`} className={LINK}>
                  {schema}
                </a>
              ) : (
                "No body."
              )}
            </span>
          </li>
        ))}
        <Refused refusals={own} />
        {common.length > 0 && (
          <li>
            <span>
              As many calls do:{" "}
              <a href={`#${COMMON_ID}`} className={LINK}>
                {common.map(([status]) => status).join(", ")}
              </a>
            </span>
          </li>
        )}
      </List>
      {Object.entries(successes).map(
        ([status, { example }]) =>
          example !== undefined && (
            <Example key={status} title={`Example of the ${status}`} value={example} />
          ),
      )}
    </>
  );
}

/** What many calls refuse in the same words. */
export function CommonRefusals() {
  return (
    <div className="flex flex-col gap-2">
      <h2 id={COMMON_ID} tabIndex={-1} className="scroll-mt-4 font-semibold outline-none">
        Refusals of many calls
      </h2>
      <List label="Refusals of many calls">
        <Refused refusals={Object.entries(COMMON_REFUSALS)} />
      </List>
    </div>
  );
}

function commonOf(status: string): string | undefined {
  return COMMON_REFUSALS[Number(status) as keyof Refusals];
}

/** The looks of its lines stand once, here. */
function List({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul
      aria-label={label}
      className="divide-y rounded-box border text-ink-soft text-sm [&>li]:flex [&>li]:gap-3 [&>li]:px-3 [&>li]:py-2 [&_b]:shrink-0 [&_b]:font-mono [&_b]:font-semibold [&_b]:text-xs [&_b]:leading-5"
    >
      {children}
    </ul>
  );
}

function Refused({ refusals }: { refusals: readonly [string, string][] }) {
  return refusals.map(([status, when]) => (
    <li key={status}>
      <b className="text-ink">{status}</b>
      <span>
        <Prose>{when}</Prose>
      </span>
    </li>
  ));
}
