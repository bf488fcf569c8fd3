import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another origin, but the same site, so that the browser does send the session's cookie: the harder case. */
export async function serveElsewhere(html: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(html);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}
