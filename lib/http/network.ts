import { isIPv4, isIPv6 } from "node:net";
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

/**
 * An address as people and proxies write it, in its one spelling: IPv4-mapped as IPv4, without a zone (RFC 4007 section
 * 11), which means nothing here and has no bound. Null for everything else, also `10.1` and what bears a port.
 */
export function readAddress(text: string): string | null {
  // The usual case, and one text already (no leading zeros): ipaddr.js takes its time, and this is the hot path.
  if (isIPv4(text)) return text;
  return isIPv6(text) ? ipaddr.process(text.replace(/%.*$/, "")).toString() : null;
}

/** The last entry of an X-Forwarded-For, which the nearest proxy wrote; null when it is no address. */
export function lastForwarded(header: string): string | null {
  return readAddress(header.slice(header.lastIndexOf(",") + 1).trim());
}
