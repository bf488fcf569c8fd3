import { createServer } from "node:http";

/** What node:http does at best: an empty 200 to everything. */
const server = createServer((_request, response) => {
  response.writeHead(200, { "content-length": 0 });
  response.end();
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("disconnect", () => process.exit());
