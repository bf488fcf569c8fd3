/** Plain old syntax: this must still run where the rest would not. */
const [major, minor] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `\nLatchkey needs Node.js 20.19 or later (22 or 24 are better); this is ${process.versions.node}.\n`,
  );
  process.exit(1);
}
