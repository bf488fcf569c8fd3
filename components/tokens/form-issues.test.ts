import { describe, expect, it } from "vitest";
import { type Failure, invalid } from "@/lib/result";
import { NO_ISSUES, sortIssues } from "./form-issues";

const failureOf = (...fields: [string, ...string[]]): Failure => {
  const [first, ...rest] = fields.map((field) => ({ field, message: `${field} is wrong` }));
  if (!first) throw new Error("no fields");
  return invalid(first, ...rest).failure;
};

describe("a server's answer finds its place in the dialog", () => {
  it("both fields at once", () =>
    expect(sortIssues(failureOf("description", "days"))).toEqual({
      description: { field: "description", message: "description is wrong" },
      expiry: { field: "days", message: "days is wrong" },
      failure: null,
    }));
  it("the part of a nested expiry", () =>
    expect(sortIssues(failureOf("expiry.hours")).expiry).toMatchObject({ field: "hours" }));
  it("an unknown field is told on its own", () =>
    expect(sortIssues(failureOf("mayManageTokens")).failure).toMatchObject({
      message: "mayManageTokens is wrong",
    }));
  it("no issue at all still shows the sentence", () => {
    const failure: Failure = { kind: "invalid_input", message: "No.", issues: [] };
    expect(sortIssues(failure)).toEqual({ ...NO_ISSUES, failure });
  });
  it("every other kind is shown as it is", () => {
    const failure: Failure = { kind: "unavailable", message: "Down.", retryAfterSeconds: 5 };
    expect(sortIssues(failure)).toEqual({ ...NO_ISSUES, failure });
  });
});
