// `npm start`: sets everything up and serves. The version is checked before anything newer is even parsed.
import "./node-version.mjs";

const FLAGS = ["--dev", "--demo"];
const given = process.argv.slice(2);
const unknown = given.find((flag) => !FLAGS.includes(flag));
if (unknown !== undefined) {
  console.error(`There is no option ${unknown}. npm start -- --demo fills an empty database with examples.`);
  process.exit(2);
}

import("./serve.mjs").then(({ serve }) =>
  serve({ isDev: given.includes("--dev"), isDemo: given.includes("--demo") }),
);
