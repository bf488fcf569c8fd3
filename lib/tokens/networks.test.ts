import { describe, expect, test } from "vitest";
import { checkNetworks, NETWORKS_MOST, readNetworks } from "./networks";

const messageOf = (result: { ok: boolean; failure?: { message: string } }) =>
  result.failure?.message ?? "accepted";

describe("networks that are asked for", () => {
  test.each([
    [["10.0.0.0/8"], ["10.0.0.0/8"]],
    [["192.0.2.7", " 192.0.2.7/32 "], ["192.0.2.7/32"]],
    [["2001:DB8::/32", "2001:0db8:0::/32"], ["2001:db8::/32"]],
    [["::ffff:10.0.0.0/104"], ["10.0.0.0/8"]],
    [
      ["0.0.0.0/0", "::/0"],
      ["0.0.0.0/0", "::/0"],
    ],
  ])("%j becomes %j", (given, expected) => {
    expect(readNetworks(given)).toEqual({ ok: true, value: expected });
  });

  test("absent means from anywhere; an empty list is refused, as it could mean either", () => {
    expect([readNetworks(undefined), readNetworks(null)]).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(messageOf(readNetworks([]))).toContain("at least one");
  });

  test.each([
    "10.0.0.0/33",
    "10.1",
    "0x0a.0.0.0/8",
    "010.0.0.0/8",
    "nonsense",
    "10.0.0.0/-1",
    "::/129",
    "1.2.3.4/",
    "",
    "10.0.0.0/8;x",
  ])("“%s” is refused", (entry) => {
    expect(messageOf(readNetworks(["10.0.0.0/8", entry]))).toContain(entry);
    expect(readNetworks([entry]).ok).toBe(false);
  });

  test("an address inside a range is no range, and the range is named", () => {
    expect(messageOf(readNetworks(["10.1.2.3/8"]))).toContain("inside 10.0.0.0/8");
  });

  test("a text, an object and too many are refused", () => {
    const many = Array.from({ length: NETWORKS_MOST + 1 }, (_, i) => `10.0.${i}.0/24`);
    for (const value of ["10.0.0.0/8", {}, [7], many]) expect(readNetworks(value).ok).toBe(false);
  });
});

describe("a token that a token mints", () => {
  test("has its parent's networks unless it asks for narrower ones", () => {
    expect(checkNetworks(null, ["10.0.0.0/8"])).toEqual({ ok: true, value: ["10.0.0.0/8"] });
    expect(checkNetworks(["10.2.0.0/16"], ["10.0.0.0/8"])).toEqual({ ok: true, value: ["10.2.0.0/16"] });
    expect(checkNetworks(["10.2.0.0/16"], null)).toEqual({ ok: true, value: ["10.2.0.0/16"] });
  });

  test.each(["0.0.0.0/0", "11.0.0.0/8", "::/0", "10.0.0.0/7"])("is refused %s", (network) => {
    expect(messageOf(checkNetworks([network], ["10.0.0.0/8"]))).toContain(network);
  });
});
