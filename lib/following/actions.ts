"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import type { FollowingView } from "./following";
import * as service from "./service";

export async function refreshFollowing(): Promise<Result<FollowingView | null>> {
  return actAsSession(() => service.refreshFollowing(getRuntime()));
}
