import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PeoplePanel } from "@/components/people/people-panel";
import { listInvitations } from "@/lib/invitations/service";
import { parsePeopleQuery } from "@/lib/people/schema";
import { listPeople } from "@/lib/people/service";
import { getRuntime } from "@/lib/runtime";
import { requireOwner } from "@/lib/session";

/** Asks here too: what is not there has no title of its own. */
export async function generateMetadata(): Promise<Metadata> {
  await requireOwner();
  return { title: "Users" };
}

type UsersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UsersPage({ searchParams }: UsersPageProps) {
  const actor = await requireOwner();
  const query = parsePeopleQuery(await searchParams);
  const runtime = getRuntime();
  const [list, invitations] = await Promise.all([
    listPeople(runtime, actor, query),
    listInvitations(runtime, actor),
  ]);
  if (!list.ok || !invitations.ok) notFound();
  return <PeoplePanel list={list.value} invitations={invitations.value} query={query} />;
}
