"use server";

import { cookies } from "next/headers";
import { readEnv } from "@/lib/env";
import { invalid, ok, type Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import { theme } from "./schema";
import * as service from "./service";
import { THEME_COOKIE, type Theme } from "./user";

export async function changeName(input: unknown): Promise<Result<string>> {
  return actAsSession((actor) => service.changeName(getRuntime(), actor, input));
}

/** Ends all other sessions of the person; this one goes on. */
export async function changePassword(input: unknown): Promise<Result<{ endedSessions: number }>> {
  return actAsSession((actor) => service.changePassword(getRuntime(), actor, input));
}

/** Remembered by this browser alone, for a year. */
export async function setTheme(input: unknown): Promise<Result<Theme>> {
  return actAsSession(async () => {
    const parsed = theme.safeParse(input);
    if (!parsed.success) return invalid({ field: "theme", message: "Choose system, light or dark." });
    const options = { path: "/", sameSite: "lax", maxAge: 365 * 86_400, secure: readEnv().isHttps } as const;
    (await cookies()).set(THEME_COOKIE, parsed.data, options);
    return ok(parsed.data);
  });
}
