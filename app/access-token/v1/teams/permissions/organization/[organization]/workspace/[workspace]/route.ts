/** Workspaces are Terrakube's: on each of them one may what one may in the organization. */
export { DELETE, GET, PATCH, POST, PUT } from "../../route";
