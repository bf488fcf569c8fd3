/** A running PostgreSQL of ours. `url` carries the password of the role `latchkey`, which may create databases. */
export type Engine = {
  url: string;
  port: number;
  isRunning: () => Promise<boolean>;
  /** Ends it; a temporary one (no dataDir) is removed with its data. */
  stop: () => Promise<void>;
};

/**
 * Starts (or adopts) the embedded PostgreSQL of `dataDir`; without one, a temporary one below the temporary folder.
 * `durable: false` turns fsync off: for tests only. `log` hears of slow steps, one line each.
 * Throws a Refusal with advice when the platform, the folder or the account do not fit.
 */
export function startEngine(options?: {
  dataDir?: string;
  log?: (line: string) => void;
  durable?: boolean;
}): Promise<Engine>;

/** The database that another process runs in this data directory, once it takes connections; else null. */
export function findRunningEngine(dataDir: string): Promise<{ url: string; port: number } | null>;
