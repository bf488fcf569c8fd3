"use server";

import type { Result } from "@/lib/result";
import { getRuntime } from "@/lib/runtime";
import { actAsSession } from "@/lib/session";
import type { OrganizationView } from "./organization";
import * as service from "./service";

export async function createOrganization(input: unknown): Promise<Result<OrganizationView>> {
  return actAsSession((actor) => service.createOrganization(getRuntime(), actor, input));
}

export async function changeOrganization(id: unknown, input: unknown): Promise<Result<OrganizationView>> {
  return actAsSession((actor) => service.changeOrganization(getRuntime(), actor, id, input));
}
