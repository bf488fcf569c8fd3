// `npm run gateway`: the gateway listener alone, as many of them as wanted on one database.
import "./node-version.mjs";

import("./serve-gateway.mjs").then(({ serveGateway }) => serveGateway());
