import { methodNotAllowed } from "@/lib/http/respond";
import { routesById } from "@/lib/http/token-routes";

export const { GET, PATCH, DELETE } = routesById({ kind: "user" });

const refuseMethod = methodNotAllowed("DELETE, GET, HEAD, OPTIONS, PATCH");

export { refuseMethod as POST, refuseMethod as PUT };
