// `npm run bench`: the gateway listener's rate and latency against bare node:http, Next's route handlers and
// oidc-provider's introspection, in one run (docs/measurements.md).
import "./node-version.mjs";

import("./bench/run.mjs").then(({ bench }) => bench());
