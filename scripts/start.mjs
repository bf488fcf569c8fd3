// `npm start`: sets everything up and serves. The version is checked before anything newer is even parsed.
import "./node-version.mjs";

import("./serve.mjs").then(({ serve }) => serve({ isDev: process.argv.includes("--dev") }));
