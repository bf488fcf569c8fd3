import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

/** The network an address is counted under: itself for IPv4, its /64 for IPv6 (one subscriber holds at least that). */
export function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  return `${address
    .toByteArray()
    .slice(0, 8)
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")}/64`;
}

/** Whether the address lies in one of the ranges (addresses or CIDR, IPv4-mapped IPv6 taken as IPv4). */
export function isWithin(address: string | null, ranges: readonly string[]): boolean {
  if (address === null || !ipaddr.isValid(address)) return false;
  const ip = ipaddr.process(address);
  return ranges.some((entry) => {
    const [range, bits] = entry.includes("/") ? ipaddr.parseCIDR(entry) : [ipaddr.process(entry), null];
    if (range.kind() !== ip.kind()) return false;
    return ip.match(range, bits ?? (range.kind() === "ipv4" ? 32 : 128));
  });
}

/** The last entry of an X-Forwarded-For, which the nearest proxy wrote; null when it is no address. */
export function lastForwarded(header: string): string | null {
  const last = header.slice(header.lastIndexOf(",") + 1).trim();
  // The usual case, and one text already (no leading zeros): ipaddr.js takes its time, and this is the hot path.
  if (isIPv4(last)) return last;
  return ipaddr.isValid(last) ? ipaddr.process(last).toString() : null;
}
