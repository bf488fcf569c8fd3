import { describe, expect, test } from "vitest";
import { DEFAULT_ICON, ICON_COLOURS, ICON_NAMES, iconToStore, inkOn, parseIcon, plainColour } from "./icon";
import { readOrganization } from "./schema";

test.each([
  ["FaBuilding:#000000", { name: "FaBuilding", colour: "#000000" }],
  ["FaBeer:#Abc", { name: "FaBeer", colour: "#Abc" }],
  [null, null],
  ["", null],
  ["FaBuilding", null],
  ["FaBuilding:red", null],
])("the stored icon %j is read as %j", (stored, icon) => {
  expect(parseIcon(stored)).toEqual(icon);
});

describe("an icon that was left as it was is stored as it was", () => {
  test.each(["FaBuilding:#000000", "FaBeer:#Abc", "fabuilding:#12345678"])("%s", (stored) => {
    expect(iconToStore(stored, parseIcon(stored) ?? DEFAULT_ICON)).toBe(stored);
  });
  test.each([null, "", "something else"])("none: %j", (stored) => {
    expect(iconToStore(stored, { name: "", colour: "#000000" })).toBe(stored);
  });
});

test("choosing none removes an icon, choosing one writes Terrakube's form", () => {
  expect(iconToStore("FaCloud:#000000", { name: "", colour: "#000000" })).toBeNull();
  expect(iconToStore("", { name: "FaCloud", colour: "#1f5fd6" })).toBe("FaCloud:#1f5fd6");
});

test("every icon that is offered is accepted", () => {
  for (const name of ICON_NAMES)
    for (const { colour } of ICON_COLOURS)
      expect(readOrganization({ icon: `${name}:${colour}` }).ok, `${name}:${colour}`).toBe(true);
});

test.each([
  ["#0af", "#00aaff"],
  ["#0afc", "#00aaff"],
  ["#123456", "#123456"],
  ["#12345678", "#123456"],
  ["#12345", null],
])("the colour %s is painted as %s", (colour, painted) => {
  expect(plainColour(colour)).toBe(painted);
});

test("the sign on a tile is the one of black and white that stands out", () => {
  expect(inkOn("#000000")).toBe("#ffffff");
  expect(inkOn("#ffffff")).toBe("#000000");
  expect(inkOn("#f0a020")).toBe("#000000");
  expect(inkOn("#1f5fd6")).toBe("#ffffff");
});
