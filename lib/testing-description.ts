import { expect } from "vitest";
import type { z } from "zod";
import { ANSWERS } from "./openapi/components";
import { OPERATIONS } from "./openapi/document";
import { REFUSAL_SCHEMAS } from "./openapi/refusals";
import type { Answer } from "./testing-rest";

/** Every `operation status` that was checked. */
export const SEEN = new Set<string>();

/** What the description says of this status; the answer is parsed by it, strictly. */
export function checkAnswer(id: string, answer: Answer): Answer {
  const operation = OPERATIONS.find((one) => one.id === id);
  if (!operation) throw new Error(`${id} is not described`);
  const { successes, refusals, form } = operation;
  const success = successes[answer.status];
  const isRefusal = Object.keys(refusals).includes(String(answer.status));
  expect(success !== undefined || isRefusal, `${id} ${answer.status} ${answer.text}`).toBe(true);
  SEEN.add(`${id} ${answer.status}`);
  const name = success ? success.schema : REFUSAL_SCHEMAS[form];
  if (!name) {
    expect(answer.text, id).toBe("");
    return answer;
  }
  const type = { problem: "application/problem+json", "json-api": "application/vnd.api+json" };
  const expected = success
    ? (success.mediaType ?? "application/json")
    : form === "oauth"
      ? "application/json"
      : type[form];
  expect(answer.headers["content-type"], id).toBe(expected);
  const schema: z.ZodType = ANSWERS[name];
  const parsed = schema.safeParse(answer.json());
  expect(parsed.error?.message, `${id} ${answer.status}`).toBeUndefined();
  return answer;
}
