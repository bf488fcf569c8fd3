const NAMES = {
  bare: "bare node:http, an empty 200",
  gateway: "the gateway listener, /verify",
  handler: "a Next route handler that does nothing, /healthz",
  self: "a Next route handler that verifies, /tokens/v1/self",
  oidc: "oidc-provider's introspection, in memory",
};

/** Prints the table and whether each aim is met. @returns whether all are */
export function printReport(runs, paced, log) {
  const best = (name, connections) =>
    runs
      .filter((run) => run.name === name && run.connections === connections)
      .reduce((a, b) => (a.rate > b.rate ? a : b));
  log(
    "calls a second, p50 and p99 in ms; the better of the rounds; as a ratio: the gateway listener's rate to it\n",
  );
  log("| | 16 connections | | | | 64 connections | | | |");
  log("|---|---|---|---|---|---|---|---|---|");
  for (const [name, words] of Object.entries(NAMES)) {
    const cells = [16, 64].flatMap((connections) => {
      const { rate, p50, p99 } = best(name, connections);
      const ratio = best("gateway", connections).rate / rate;
      return [Math.round(rate).toLocaleString("en"), p50.toFixed(1), p99.toFixed(1), ratio.toFixed(2)];
    });
    log(`| ${words} | ${cells.join(" | ")} |`);
  }
  const ratioTo = (name) => best("gateway", 64).rate / best(name, 64).rate;
  const aims = [
    ["of bare node:http's rate at 64 connections", ratioTo("bare"), 0.4],
    ["times the route handler that does nothing", ratioTo("handler"), 8],
    ["times oidc-provider's introspection", ratioTo("oidc"), 4],
  ];
  log("");
  for (const [words, ratio, aim] of aims)
    log(`${ratio.toFixed(2)} ${words} (aim: ${aim}): ${ratio >= aim ? "met" : "MISSED"}`);
  const isQuick = paced.p99 < 10;
  log(
    `p99 ${paced.p99.toFixed(1)} ms, p50 ${paced.p50.toFixed(1)} ms at ${Math.round(paced.rate).toLocaleString("en")} ` +
      `calls a second, half its rate (aim: p99 under 10 ms): ${isQuick ? "met" : "MISSED"}; with what the generator itself ` +
      `came late, p99 ${paced.fromDue.p99.toFixed(1)} ms`,
  );
  return isQuick && aims.every(([, ratio, aim]) => ratio >= aim);
}
