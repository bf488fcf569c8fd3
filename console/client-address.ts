import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

/**
 * The client's address: the peer's, or, while the peer is a trusted proxy, the nearest untrusted one in
 * X-Forwarded-For read from the right. An entry that is no address ends the walk at the proxy that sent it.
 * @param trusted addresses or CIDR ranges (TRUSTED_PROXIES)
 */
export function clientOf(request: Pick<IncomingMessage, "headers" | "socket">, trusted: string[]): string {
  const header = request.headers["x-forwarded-for"];
  const hops = (Array.isArray(header) ? header.join(",") : (header ?? ""))
    .split(",")
    .map((hop) => hop.trim());
  let client = normalize(request.socket.remoteAddress ?? "") ?? "unknown";
  while (hops.length > 0 && isTrusted(client, trusted)) {
    const next = normalize(hops.pop() ?? "");
    if (next === null) break;
    client = next;
  }
  return client;
}

function normalize(address: string): string | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}

function isTrusted(address: string, trusted: string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return trusted.some((entry) => {
    const [range, bits] = entry.includes("/") ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), null];
    if (range.kind() !== ip.kind()) return false;
    return ip.match(range, bits ?? (range.kind() === "ipv4" ? 32 : 128));
  });
}
