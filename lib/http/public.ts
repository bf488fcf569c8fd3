/** For how long a published document may be kept: a new key is listed that long before it signs. */
export const PUBLIC_MAX_AGE_S = 300;

/** What everybody may read and every cache keep for a moment, from any origin; who asks is never looked at. */
export function answerPublic(document: unknown): Response {
  return Response.json(document, {
    headers: {
      "cache-control": `public, max-age=${PUBLIC_MAX_AGE_S}`,
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
  });
}
