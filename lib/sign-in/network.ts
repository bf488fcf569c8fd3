import ipaddr from "ipaddr.js";

/**
 * The network that an address is counted under: itself for IPv4, its /64 for IPv6, where one subscriber holds as
 * many addresses as they like. Unreadable or missing addresses share one network.
 */
export function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip.replace(/%.*$/, ""));
  if (address instanceof ipaddr.IPv4) return address.toString();
  const prefix = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${prefix.join(":")}::/64`;
}
