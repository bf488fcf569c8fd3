"use client";

import { CircleAlert, CircleCheck, Link2, Unlink } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { useToast } from "@/components/ui/toast";
import { signInElsewhere } from "@/lib/auth-client";
import { confirmLink, unlinkIdentity } from "@/lib/identities/actions";
import type { IdentityView } from "@/lib/identities/identity";
import type { Failure } from "@/lib/result";
import { ConfirmedText } from "./confirmed-text";
import { PasswordDialog } from "./password-dialog";

type IdentitySectionProps = {
  identity: IdentityView;
  /** Who has none signs in with the provider alone: there is nothing to link or to fall back on. */
  hasPassword: boolean;
  email: string;
  now: string;
  /** Why the last link came to nothing. */
  failure: Failure | null;
  hasJustLinked: boolean;
};

/** How one signs in with the identity provider: linked or not, how old its word on the groups is, and both changes. */
export function IdentitySection(props: IdentitySectionProps) {
  const { identity, hasPassword, email, now, failure, hasJustLinked } = props;
  const { provider, linked } = identity;
  const [asked, setAsked] = useState<"link" | "unlink" | null>(null);
  const router = useRouter();
  const show = useToast();
  return (
    <Section
      title="Single sign-on"
      description={`Sign in with ${provider}, and be in the groups that it names.`}
      action={
        hasPassword && (
          <Button icon={linked ? Unlink : Link2} onClick={() => setAsked(linked ? "unlink" : "link")}>
            {linked ? `Unlink ${provider}` : `Link ${provider}`}
          </Button>
        )
      }
    >
      {failure && <Notice kind="danger" title={failure.message} />}
      {hasJustLinked && linked && <Notice kind="info" title={`${provider} is linked to this account.`} />}
      {linked ? <Linked provider={provider} linked={linked} now={now} /> : <NotLinked provider={provider} />}
      {asked && (
        <PasswordDialog
          title={asked === "link" ? `Link ${provider}` : `Unlink ${provider}?`}
          email={email}
          act={asked === "link" ? `Go on to ${provider}` : "Unlink"}
          isDangerous={asked === "unlink"}
          send={async (password) => {
            if (asked === "unlink") return unlinkIdentity({ password });
            const confirmed = await confirmLink({ password });
            return confirmed.ok ? signInElsewhere("/settings/profile") : confirmed;
          }}
          onClose={() => setAsked(null)}
          onDone={() => {
            if (asked === "link") return "leaving";
            setAsked(null);
            show({ title: `${provider} is no longer linked` });
            router.replace("/settings/profile");
            router.refresh();
            return undefined;
          }}
        >
          {asked === "link"
            ? `The account at ${provider} that you go on with can sign in to this one from then on. If this browser is signed in there already, it is that one.`
            : `You can no longer sign in here with ${provider}, and its groups end at once: their teams' tokens are out of your reach. Your password goes on working.`}
        </PasswordDialog>
      )}
    </Section>
  );
}

function NotLinked({ provider }: { provider: string }) {
  return (
    <p className="text-ink-soft">
      Not linked. Sign-ins with {provider} under your e-mail address are refused until you link it here.
    </p>
  );
}

function Linked({
  provider,
  linked,
  now,
}: {
  provider: string;
  linked: NonNullable<IdentityView["linked"]>;
  now: string;
}) {
  const { hasEnded, groupsAsOf, isRefreshed } = linked;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        {hasEnded ? (
          <Badge tone="warn" icon={CircleAlert}>
            Ended by {provider}
          </Badge>
        ) : (
          <Badge tone="good" icon={CircleCheck}>
            Linked
          </Badge>
        )}
        {!hasEnded && groupsAsOf !== null && (
          <ConfirmedText at={groupsAsOf} now={now} isConfirmed isLocal={false} />
        )}
      </p>
      <p className="text-ink-soft">
        {hasEnded
          ? `${provider} no longer vouches for this sign-in, so the groups that it named have ended. Sign in with ${provider} again to get them back.`
          : isRefreshed
            ? `Groups are asked for again every hour, without you.`
            : `Groups are as of your last sign-in with ${provider}: it lets nobody ask in between.`}
      </p>
    </div>
  );
}
