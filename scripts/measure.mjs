// `npm run measure`: the weight of the tokens page and, with --lighthouse=<folder>, its scores; with `lists`, how a
// team's page answers with ten and with ten thousand tokens; with `revocation`, whether a deleted token is refused by
// every replica at its next call (docs/measurements.md).
import "./node-version.mjs";

const words = process.argv.slice(2);
if (words[0] === "lists") import("./measure/lists.mjs").then(({ measureLists }) => measureLists());
else if (words[0] === "revocation")
  import("./measure/revocation.mjs").then(({ measureRevocation }) => measureRevocation());
else import("./measure/run.mjs").then(({ measure }) => measure(words));
