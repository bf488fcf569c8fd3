import { describe, expect, it } from "vitest";
import { type Failure, invalid } from "@/lib/result";
import { keepStillWrong, NO_ISSUES, sortIssues } from "./form-issues";
import type { ExpiryChoice } from "./lifetime";

const failureOf = (...fields: [string, ...string[]]): Failure => {
  const [first, ...rest] = fields.map((field) => ({ field, message: `${field} is wrong` }));
  if (!first) throw new Error("no fields");
  return invalid(first, ...rest).failure;
};

describe("a server's answer finds its place in the dialog", () => {
  it("both fields at once", () =>
    expect(sortIssues(failureOf("description", "days"))).toEqual({
      description: { field: "description", message: "description is wrong" },
      expiry: [{ field: "days", message: "days is wrong" }],
      networks: [],
      failure: null,
    }));
  it("every wrong network", () =>
    expect(sortIssues(failureOf("allowedCidrs", "allowedCidrs"))).toMatchObject({
      networks: [{ field: "allowedCidrs" }, { field: "allowedCidrs" }],
      failure: null,
    }));
  it("the part of a nested expiry", () =>
    expect(sortIssues(failureOf("expiry.hours")).expiry).toMatchObject([{ field: "hours" }]));
  it("every wrong part of the expiry", () =>
    expect(sortIssues(failureOf("expiry.days", "expiry.minutes")).expiry.map(({ field }) => field)).toEqual([
      "days",
      "minutes",
    ]));
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

describe("while the choice is mended", () => {
  const now = new Date("2026-02-22T13:05:00Z");
  const typed = { days: "x", hours: "", minutes: "1.5" };
  const choice: ExpiryChoice = { kind: "custom", custom: "duration", until: "", ...typed };
  const fieldsOf = (fields: string[], next: Partial<ExpiryChoice>) =>
    keepStillWrong(
      fields.map((field) => ({ field, message: "" })),
      { ...choice, ...next },
      now,
    ).map(({ field }) => field);

  it("the mended part is unmarked, the other stays", () =>
    expect(fieldsOf(["days", "minutes"], { days: "1" })).toEqual(["minutes"]));
  it("what was not marked is not marked by typing", () =>
    expect(fieldsOf(["minutes"], { hours: "-" })).toEqual(["minutes"]));
  it("another kind of choice has nothing of it", () =>
    expect(fieldsOf(["days", "minutes"], { kind: "30d" })).toEqual([]));
});
