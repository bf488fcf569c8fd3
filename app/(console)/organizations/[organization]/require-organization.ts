import { notFound } from "next/navigation";
import { cache } from "react";
import type { SessionActor } from "@/lib/actor";
import type { OrganizationView } from "@/lib/organizations/organization";
import { readOrganizationView } from "@/lib/organizations/service";
import { getRuntime } from "@/lib/runtime";
import { requireActor } from "@/lib/session";

/**
 * Who asks, and the organization of the address as that person sees it now; once per request. Others are sent to sign
 * in; what is out of reach is 404. Each page below asks for itself: a layout is no guard.
 */
export const requireOrganization = cache(
  async (id: string): Promise<{ actor: SessionActor; organization: OrganizationView }> => {
    const actor = await requireActor();
    const read = await readOrganizationView(getRuntime(), actor, id);
    if (!read.ok) notFound();
    return { actor, organization: read.value };
  },
);
