import type { Page } from "@playwright/test";

export type Script = { path: string; bytes: number; gzipBytes: number };

/** What the tokens page may load in all, its dialogs opened, in bytes after gzip. */
export const MAX_GZIP_BYTES: number;
/** What it may load as it opens. */
export const MAX_OPENING_GZIP_BYTES: number;

/** Notes every script file that a page asks for from now on; returns what gives those so far, biggest first. */
export function watchScripts(page: Page): () => Promise<Script[]>;

export function sumGzip(scripts: Script[]): number;
