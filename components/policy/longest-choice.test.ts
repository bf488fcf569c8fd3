import { expect, test } from "vitest";
import { readLongest, toChoice } from "./longest-choice";

test.each([
  [null, { isLimited: false, amount: "90", unit: "days" }],
  [7 * 1440, { isLimited: true, amount: "7", unit: "days" }],
  [36 * 60, { isLimited: true, amount: "36", unit: "hours" }],
  [60, { isLimited: true, amount: "1", unit: "hours" }],
] as const)("%s minutes are shown in whole days, else in hours", (minutes, choice) => {
  expect(toChoice(minutes)).toEqual(choice);
});

test("what is typed is sent as it is, and nothing unreadable becomes “no limit”", () => {
  const limited = { isLimited: true, unit: "days" } as const;
  expect(readLongest({ ...limited, amount: "7" })).toEqual({ days: 7, hours: 0 });
  expect(readLongest({ ...limited, unit: "hours", amount: "12" })).toEqual({ days: 0, hours: 12 });
  expect(readLongest({ ...limited, amount: " " })).toEqual({ days: 0, hours: 0 });
  expect(readLongest({ ...limited, amount: "a while" })).toEqual({ days: Number.NaN, hours: 0 });
  expect(readLongest({ ...limited, isLimited: false, amount: "7" })).toBeNull();
});
