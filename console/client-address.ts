import type { IncomingMessage } from "node:http";
import { isWithin, readAddress } from "@/lib/http/network";

/**
 * The client's address: the peer's, or, while the peer is a trusted proxy, the nearest untrusted one in
 * X-Forwarded-For read from the right. An entry that is no address is nobody's, and not its proxy's: "unknown".
 * @param trusted addresses or CIDR ranges (TRUSTED_PROXIES)
 */
export function clientOf(request: Pick<IncomingMessage, "headers" | "socket">, trusted: string[]): string {
  const header = request.headers["x-forwarded-for"];
  const hops = header === undefined ? [] : [header].flat().join(",").split(",");
  let client = readAddress(request.socket.remoteAddress ?? "");
  while (hops.length > 0 && isWithin(client, trusted)) client = readAddress((hops.pop() ?? "").trim());
  return client ?? "unknown";
}
