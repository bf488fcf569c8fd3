"use client";

import { Plug, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useServerNow, useZone } from "@/components/tokens/clock";
import { Button } from "@/components/ui/button";
import { Card, PageHeading } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { ClientView } from "@/lib/clients/client";
import { ClientRow } from "./client-row";
import { DeleteClientDialog } from "./delete-client-dialog";
import { RegisterDialog } from "./register-dialog";

/** The registered clients, and the dialogs about them. `now`: the server's clock, ISO 8601. */
export function ClientsPanel({ clients, now: reading }: { clients: ClientView[]; now: string }) {
  const router = useRouter();
  const now = useServerNow(reading);
  const zone = useZone();
  const [isRegistering, setRegistering] = useState(false);
  const [doomed, setDoomed] = useState<ClientView | null>(null);
  const register = (variant?: "primary") => (
    <Button {...(variant && { variant })} icon={Plus} onClick={() => setRegistering(true)}>
      Register a client
    </Button>
  );

  return (
    <div className="flex flex-col gap-6">
      <PageHeading title="Clients" action={clients.length > 0 && register("primary")}>
        Programs that may ask Latchkey whose a token is (<code className="text-sm">/oauth/introspect</code>)
        and end one by its secret (<code className="text-sm">/oauth/revoke</code>). A client by itself opens
        nothing.
      </PageHeading>
      <Card>
        {clients.length === 0 ? (
          <EmptyState icon={Plug} title="No client is registered" action={register("primary")}>
            An API that is not behind the gateway asks as a client, about each token that it is shown: who it
            is, and whether it lives.
          </EmptyState>
        ) : (
          <ul aria-label="Clients">
            {clients.map((client) => (
              <ClientRow
                key={client.id}
                client={client}
                now={now}
                zone={zone}
                onDelete={() => setDoomed(client)}
              />
            ))}
          </ul>
        )}
      </Card>
      {isRegistering && (
        <RegisterDialog onClose={() => setRegistering(false)} onRegistered={() => router.refresh()} />
      )}
      {doomed && (
        <DeleteClientDialog
          client={doomed}
          now={now}
          onKeep={() => setDoomed(null)}
          onDeleted={() => {
            setDoomed(null);
            router.refresh();
          }}
        />
      )}
    </div>
  );
}
