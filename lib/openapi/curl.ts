import type { Operation } from "./operation";

/** A call as one would type it in a shell. Secrets are variables: none stands in a history. Pure. */

const CREDENTIALS = {
  bearer: ['-H "Authorization: Bearer $LATCHKEY_TOKEN"'],
  client: ['-u "$CLIENT_ID:$CLIENT_SECRET"'],
  none: [],
};

/** @param publicUrl PUBLIC_URL, without a trailing slash */
export function writeCurl(
  { method, path, security, parameters, body }: Operation,
  publicUrl: string,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => {
    const parameter = parameters?.find((one) => one.in === "path" && one.name === name);
    return encodeURIComponent(parameter?.example ?? name);
  });
  const hasMethod = method === "get" || (method === "post" && body);
  const parts = [
    ...(hasMethod ? [] : [`-X ${method.toUpperCase()}`]),
    ...CREDENTIALS[security],
    ...(body ? writeBody(body) : []),
    quote(publicUrl + filled),
  ];
  return `curl ${parts.join(" \\\n  ")}`;
}

function writeBody({ mediaTypes: [type], example }: NonNullable<Operation["body"]>): string[] {
  if (type === "application/x-www-form-urlencoded")
    return Object.entries(example).map(([name, value]) => `--data-urlencode ${quote(`${name}=${value}`)}`);
  return [`-H ${quote(`Content-Type: ${type}`)}`, `-d ${quote(JSON.stringify(example))}`];
}

/** Bare where a shell reads it as it stands; else in single quotes. */
function quote(text: string): string {
  return /^[\w./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
