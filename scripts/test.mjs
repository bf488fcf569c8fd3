// `npm test`: sets everything up, checks and tests it all, and closes with the line "N passed, N failed".
import "./node-version.mjs";

import("./test/run.mjs").then(({ runTests }) => runTests(process.argv.slice(2)));
