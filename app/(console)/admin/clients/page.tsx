import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ClientsPanel } from "@/components/clients/clients-panel";
import { listClients } from "@/lib/clients/service";
import { getRuntime } from "@/lib/runtime";
import { requireOwner } from "@/lib/session";

/** Asks here too: what is not there has no title of its own. */
export async function generateMetadata(): Promise<Metadata> {
  await requireOwner();
  return { title: "Clients" };
}

export default async function ClientsPage() {
  const actor = await requireOwner();
  const runtime = getRuntime();
  const clients = await listClients(runtime, actor);
  if (!clients.ok) notFound();
  return <ClientsPanel clients={clients.value} now={runtime.now().toISOString()} />;
}
