/** What tells a process from a later one with the same pid; null when there is none (a zombie counts as none). */
export function identityOf(pid: number): Promise<string | null>;
