"use client";

import { Lock, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Card, PageHeading } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

type ClosedTokensProps = { heading: string; sentence: string; button: string };

/** In place of the tokens, for those who are no members of the team. */
export function ClosedTokens({ heading, sentence, button }: ClosedTokensProps) {
  return (
    <div className="flex flex-col gap-6">
      <PageHeading
        id="tokens-heading"
        level={2}
        title={heading}
        action={
          <Button variant="primary" icon={Plus} disabled aria-describedby="generate-reason">
            {button}
          </Button>
        }
      >
        <p>{sentence}</p>
        <p id="generate-reason" className="mt-1 text-warn">
          You are not a member of this team: only its members generate its tokens.
        </p>
      </PageHeading>
      <Card>
        <EmptyState icon={Lock} title="Only for its members">
          The team's tokens are seen by its members and by instance owners.
        </EmptyState>
      </Card>
    </div>
  );
}
