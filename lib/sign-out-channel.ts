/** How the tabs of one browser tell each other that its session has ended. Apart from lib/auth-client: every page listens. */

const CHANNEL = "latchkey-session";

/** Tells every other tab. */
export function announceSignOut(): void {
  new BroadcastChannel(CHANNEL).postMessage("signed-out");
}

/** Calls back when another tab signed out. Returns the function that stops listening. */
export function onSignedOutElsewhere(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listener;
  return () => channel.close();
}
