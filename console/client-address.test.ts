import { expect, test } from "vitest";
import { clientOf } from "./client-address";

const ask = (peer: string, forwarded: string | undefined, trusted: string[]) =>
  clientOf(
    {
      headers: { ...(forwarded !== undefined && { "x-forwarded-for": forwarded }) },
      socket: { remoteAddress: peer },
    } as Parameters<typeof clientOf>[0],
    trusted,
  );

test.each([
  ["an untrusted peer is the client, whatever it claims", "10.0.0.9", "1.2.3.4", [], "10.0.0.9"],
  ["a trusted peer's nearest hop is the client", "10.0.0.1", "6.6.6.6, 1.2.3.4", ["10.0.0.0/8"], "1.2.3.4"],
  ["trusted hops are walked over", "10.0.0.1", "1.2.3.4, 10.0.0.2", ["10.0.0.0/8"], "1.2.3.4"],
  ["a hop that is no address is nobody, not its proxy", "10.0.0.1", "1.2.3.4, junk", ["10.0.0.1"], "unknown"],
  ["a hop with a port is no address", "10.0.0.1", "1.2.3.4:5678", ["10.0.0.1"], "unknown"],
  ["a hop in another notation is no address", "10.0.0.1", "012.1", ["10.0.0.1"], "unknown"],
  ["a trusted peer that forwards for nobody is the client", "10.0.0.1", undefined, ["10.0.0.1"], "10.0.0.1"],
  ["a zone is not part of an address", "10.0.0.1", `fe80::1%${"a".repeat(3000)}`, ["10.0.0.1"], "fe80::1"],
  ["an IPv4 address in IPv6 clothes is itself", "::ffff:127.0.0.1", undefined, [], "127.0.0.1"],
  ["IPv6 ranges count", "fd00::1", "2001:db8::5", ["fd00::/8"], "2001:db8::5"],
])("%s", (_, peer, forwarded, trusted, client) => {
  expect(ask(peer, forwarded, trusted)).toBe(client);
});
