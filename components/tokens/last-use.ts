import { type TokenView, UNTITLED } from "@/lib/tokens/token";
import { formatAgo } from "./instant";

/** What a person reads about a token. Pure. */

/** The description, or what an empty one is shown as. */
export function nameOf(token: { description: string }): string {
  return token.description || UNTITLED;
}

/** " from 10.0.3.7 with terraform/1.11": the parts that are known. */
export function sayCaller(call: { ip: string; agent: string }, word: "with" | "by" = "with"): string {
  return [call.ip && ` from ${call.ip}`, call.agent && ` ${word} ${call.agent}`].filter(Boolean).join("");
}

/** "Last used 2 minutes ago from 10.0.3.7 by terraform/1.11.", or "Never used." */
export function sayLastUse(token: TokenView, now: Date): string {
  if (!token.lastUse) return "Never used.";
  const ago = formatAgo(new Date(token.lastUse.at), now, "long");
  return `Last used ${ago}${sayCaller(token.lastUse, "by")}.`;
}
