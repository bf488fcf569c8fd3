import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";
import { isWithin } from "@/lib/http/network";

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
  while (hops.length > 0 && isWithin(client, trusted)) {
    const next = normalize(hops.pop() ?? "");
    if (next === null) break;
    client = next;
  }
  return client;
}

function normalize(address: string): string | null {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}
