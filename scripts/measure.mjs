// `npm run measure`: the weight of the tokens page and, with --lighthouse=<folder>, its scores (docs/measurements.md).
import "./node-version.mjs";

import("./measure/run.mjs").then(({ measure }) => measure(process.argv.slice(2)));
