import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { ANSWERS, BODIES } from "./components";
import { describeApi, OPERATIONS } from "./document";
import { TAGS } from "./operation";
import { exampleOf, REFUSAL_SCHEMAS } from "./refusals";

const text = JSON.stringify(describeApi("https://latchkey.example.test"));

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
});

test("the linter's recommended rules find nothing", async () => {
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: text, absoluteRef: "openapi.json", config });
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`),
  ).toEqual([]);
});

test("operation ids are unique, and every tag is used", () => {
  const ids = OPERATIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...new Set(OPERATIONS.map(({ tag }) => tag))]).toEqual(Object.keys(TAGS));
});

test("every example of a body and of an answer is one that its schema takes", () => {
  const wrong = OPERATIONS.flatMap(({ id, body, successes, form, refusals }) => {
    const bodies = body ? [BODIES[body.schema].safeParse(body.example)] : [];
    const answers = Object.values(successes).flatMap(({ schema, example }) =>
      schema ? [ANSWERS[schema].safeParse(example)] : [],
    );
    const refused = Object.keys(refusals).map((status) =>
      ANSWERS[REFUSAL_SCHEMAS[form]].safeParse(exampleOf(form, Number(status) as 400).example),
    );
    return [...bodies, ...answers, ...refused].flatMap(({ error }) =>
      error ? [`${id}: ${error.message}`] : [],
    );
  });
  expect(wrong).toEqual([]);
});

test("no example is a genuine-looking secret", () => {
  expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10}|latchkey_client_/);
});
