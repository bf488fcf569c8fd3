/** What of newman (6.2) the collection's test uses; it has no types of its own. */
declare module "newman" {
  export type Failure = { error: { name: string; message: string }; source?: { name?: string } };
  export type Summary = {
    run: { stats: { requests: { total: number }; assertions: { total: number } }; failures: Failure[] };
  };
  type Options = {
    collection: object;
    envVar: { key: string; value: string }[];
    reporters: string[];
    timeoutRequest: number;
  };
  const newman: { run(options: Options, done: (error: Error | null, summary: Summary) => void): void };
  export default newman;
}
