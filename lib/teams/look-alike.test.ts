import { expect, test } from "vitest";
import { looksLikeOwnerGroup } from "./look-alike";
import { checkTeamName } from "./schema";

const OWNERS = "TERRAKUBE_ADMIN";

test.each([
  "terrakube_admin",
  "Terrakube Admin",
  "TERRAKUBE-ADMIN",
  "TERRAKUBEADMIN",
  "TERRAKUBE_ADMIN.",
  "ТERRAKUBE_ADMIN",
  "TΕRRAKUBE_ADMIN",
  "ＴＥＲＲＡＫＵＢＥ＿ＡＤＭＩＮ",
  "TERRAKUBE_ADM1N",
  "TERRAKUBÉ_ADMIN",
  "TERRAKUBE_ADⲘIN",
  "ТЕRRАКUВЕ_АDМІN",
])("%s looks like the owner group's name", (name) => {
  expect(looksLikeOwnerGroup(name, OWNERS)).toBe(true);
  expect(checkTeamName(name, OWNERS)).toMatchObject({ issue: { field: "name" } });
});

test.each([
  "TERRAKUBE_ADMIN",
  "TERRAKUBE_ADMINS",
  "platform",
  "管理者",
  "ADMIN",
  "acme:platform-team",
  "ТЕРРАКУБЕ_АДМИН",
])("%s does not", (name) => {
  expect(looksLikeOwnerGroup(name, OWNERS)).toBe(false);
  expect(checkTeamName(name, OWNERS)).toEqual({ text: name });
});

test.each(["", " ", " platform", "platform ", "a\u0000b", "a\nb", "x".repeat(65), "\u202eadmin", "\ud800"])(
  "a name with blanks around it, invisible or too long is refused, case %#",
  (name) => {
    expect(checkTeamName(name, OWNERS)).toMatchObject({ issue: { field: "name" } });
  },
);
