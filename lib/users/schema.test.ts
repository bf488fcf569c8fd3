import { describe, expect, it } from "vitest";
import { checkEmail, checkName, checkPassword } from "./schema";

const issueOf = (checked: { text: string } | { issue: { message: string } }) =>
  "issue" in checked ? checked.issue.message : null;

describe("an e-mail", () => {
  it.each([
    ["ada@example.com", "ada@example.com"],
    ["  Ada.Lovelace+ci@Example.COM ", "ada.lovelace+ci@example.com"],
    ["admin@localhost", "admin@localhost"],
    [`${"a".repeat(64)}@example.com`, `${"a".repeat(64)}@example.com`],
    ["o'hara_1@xn--bcher-kva.example", "o'hara_1@xn--bcher-kva.example"],
  ])("%j is kept in lower case, without the blanks around it", (input, text) => {
    expect(checkEmail(input)).toEqual({ text });
  });

  it.each([
    "ada",
    "@example.com",
    "ada@",
    "ada@@example.com",
    "ada@example@com",
    "ada@exa_mple.com",
    "ada@-example.com",
    "ada@example-.com",
    "ada@.com",
    "ada@example..com",
    ".ada@example.com",
    "ada.@example.com",
    "a..b@example.com",
    '"ada"@example.com',
    "ada@[127.0.0.1]",
    "a,b@example.com",
    "<ada@example.com>",
  ])("%j is refused with an example of the form", (input) => {
    expect(issueOf(checkEmail(input))).toContain("like name@example.com");
  });

  it.each([
    ["ada＠example.com", "“＠” only looks like “@”"],
    ["ａda@example.com", "“ａ” only looks like “a”"],
    ["ada@example。com", "plain letters"],
    ["аda@example.com", "plain letters"],
    ["josé@example.com", "plain letters"],
    ["ada@exa mple.com", "spaces or invisible"],
    ["ada\u200e@example.com", "spaces or invisible"],
    ["ada@example.com\u0000", "spaces or invisible"],
    ["ada\n@example.com", "spaces or invisible"],
  ])("%j is refused and the character named", (input, message) => {
    expect(issueOf(checkEmail(input))).toContain(message);
  });

  it("is asked for when it is blank, and bounded in length", () => {
    expect(issueOf(checkEmail("   "))).toBe("Enter an e-mail address.");
    expect(issueOf(checkEmail(`${"a".repeat(65)}@example.com`))).toContain("64 before the @");
    expect(issueOf(checkEmail(`a@${"b.".repeat(130)}com`))).toContain("254");
  });
});

describe("a name", () => {
  it("is trimmed and composed, and may be any script", () => {
    expect(checkName("  Ada  Lovelace ")).toEqual({ text: "Ada  Lovelace" });
    expect(checkName("Jose\u0301")).toEqual({ text: "José" });
    expect(checkName("李四 👩‍💻")).toEqual({ text: "李四 👩‍💻" });
    expect(checkName("🙂".repeat(80))).toEqual({ text: "🙂".repeat(80) });
  });

  it.each([
    ["", "Enter a name."],
    [" \u00a0 ", "Enter a name."],
    ["a".repeat(81), "at most 80 characters; this one has 81"],
    ["a\u0000b", "control characters"],
    ["a\nb", "control characters"],
    ["a\u202eb", "direction marks"],
    ["a\ud800", "broken character"],
  ])("%j is refused", (input, message) => {
    expect(issueOf(checkName(input))).toContain(message);
  });
});

describe("a password", () => {
  const email = "ada.lovelace@example.com";

  it("is taken from 12 to 256 characters, whatever they are, and never trimmed", () => {
    expect(checkPassword("tulip-over-3", email)).toEqual({ text: "tulip-over-3" });
    expect(checkPassword("  nine lives ", email)).toEqual({ text: "  nine lives " });
    expect(checkPassword("🙂🙃😉😊".repeat(64), email)).toHaveProperty("text");
  });

  it("is the same whether typed composed or decomposed", () => {
    expect(checkPassword("cafe\u0301 au lait", email)).toEqual(checkPassword("café au lait", email));
  });

  it.each([
    ["", "Enter a password."],
    ["elevenchars", "at least 12 characters; this one has 11"],
    ["🙂🙃😉😊🙂🙃😉😊🙂🙃😉", "at least 12 characters; this one has 11"],
    ["abcd".repeat(65), "at most 256 characters; this one has 260"],
    ["ada.lovelace@example.com", "may not be the e-mail"],
    ["ADA.Lovelace@example.com", "may not be the e-mail"],
    ["Password1234", "among the first that are guessed"],
    ["correcthorsebatterystaple", "among the first that are guessed"],
    ["aaaaaaaaaaaaaaaa", "among the first that are guessed"],
    ["121212121212", "among the first that are guessed"],
    ["tulip\u0000over-three", "control characters"],
    ["tulip-over-\udc00three", "control characters"],
  ])("%j is refused", (input, message) => {
    expect(issueOf(checkPassword(input, email))).toContain(message);
  });

  it("is reported under the field it was sent in", () => {
    expect(checkPassword("short", email, "next")).toMatchObject({ issue: { field: "next" } });
  });
});
