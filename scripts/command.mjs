// `npm run export`, `import` and `owner:recover`: prepares as a start does, then runs dist/commands/<name>.mjs.
import "./node-version.mjs";

const [name = "", ...args] = process.argv.slice(2);

import("./run-command.mjs").then(({ runCommand }) => runCommand(name, args));
