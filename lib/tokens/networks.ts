import ipaddr from "ipaddr.js";
import { type Issue, invalid, ok, type Result } from "@/lib/result";

/** The networks from which alone a token works (CIDR, RFC 4632 and 4291); null = from anywhere. Pure. */

export const NETWORKS_MOST = 20;
export const NETWORKS_SHAPE = "allowedCidrs must be a list of networks like 10.0.0.0/8.";
const FIELD = "allowedCidrs";

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * Reads a list of networks or single addresses into its canonical form, each once. Absent is null. An empty list is
 * an error: "from nowhere" and "from anywhere" are too far apart to guess. Every refusal names the entry.
 */
export function readNetworks(value: unknown): Result<string[] | null> {
  if (value === undefined || value === null) return ok(null);
  if (!Array.isArray(value) || value.some((entry) => typeof entry !== "string"))
    return invalid({ field: FIELD, message: NETWORKS_SHAPE });
  if (value.length === 0)
    return invalid({ field: FIELD, message: "Name at least one network, or leave allowedCidrs out." });
  if (value.length > NETWORKS_MOST)
    return invalid({ field: FIELD, message: `At most ${NETWORKS_MOST} networks.` });
  const networks = new Set<string>();
  const issues: Issue[] = [];
  for (const entry of value as string[]) {
    const read = readNetwork(entry.trim());
    if ("canonical" in read) networks.add(read.canonical);
    else issues.push({ field: FIELD, message: read.message });
  }
  const [first, ...rest] = issues;
  return first ? invalid(first, ...rest) : ok([...networks]);
}

/**
 * What a token's networks come to below its parent's: never wider. Without a wish they are the parent's.
 * @param parent of a token that mints another; null = from anywhere
 */
export function checkNetworks(
  wished: string[] | null,
  parent: readonly string[] | null,
): Result<string[] | null> {
  if (parent === null) return ok(wished);
  if (wished === null) return ok([...parent]);
  const wider = wished.find((network) => !parent.some((outer) => isInside(network, outer)));
  if (wider === undefined) return ok(wished);
  const message = `${wider} lies outside the networks of the token that mints this one: ${parent.join(", ")}.`;
  return invalid({ field: FIELD, message });
}

function readNetwork(text: string): { canonical: string } | { message: string } {
  const shown = text.slice(0, 60);
  const [, address = "", bits] = /^([0-9a-f.:]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  // ipaddr.js also takes 10.1 and 0x7f.1, which people read differently.
  if (
    !ipaddr.IPv4.isValidFourPartDecimal(address) &&
    !(address.includes(":") && ipaddr.IPv6.isValid(address))
  )
    return { message: `“${shown}” is no network: write an address or a range like 10.0.0.0/8.` };
  let ip = ipaddr.parse(address);
  let length = bits === undefined ? widthOf(ip) : Number(bits);
  if (length > widthOf(ip)) return { message: `“${shown}” has more than ${widthOf(ip)} bits.` };
  if (ip instanceof ipaddr.IPv6 && ip.isIPv4MappedAddress() && length >= 96) {
    ip = ip.toIPv4Address();
    length -= 96;
  }
  const network = networkOf(ip, length);
  if (network.toString() !== ip.toString())
    return { message: `“${shown}” is an address inside ${network}/${length}: write one or the other.` };
  return { canonical: `${network}/${length}` };
}

const widthOf = (ip: Range[0]) => (ip.kind() === "ipv4" ? 32 : 128);

function networkOf(ip: Range[0], length: number): Range[0] {
  const bytes = ip.toByteArray().map((byte, i) => {
    const kept = Math.min(8, Math.max(0, length - i * 8));
    return byte & (0xff << (8 - kept));
  });
  return ipaddr.fromByteArray(bytes);
}

function isInside(inner: string, outer: string): boolean {
  const [ip, bits] = ipaddr.parseCIDR(inner);
  const [network, outerBits] = ipaddr.parseCIDR(
    outer.includes("/") ? outer : `${outer}/${widthOf(ipaddr.parse(outer))}`,
  );
  return ip.kind() === network.kind() && bits >= outerBits && ip.match(network, outerBits);
}
