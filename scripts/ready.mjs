// `node scripts/ready.mjs PORT`: exits 0 when the process that listens there says it is ready (compose's health checks).
fetch(`http://127.0.0.1:${process.argv[2]}/readyz`).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);
