"use client";

import type { ComponentProps } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Fold } from "@/components/ui/fold";
import { NetworksField } from "./networks-field";

export type Grants = { mayManageTokens: boolean; mayManageTeams: boolean };
export const NO_GRANTS: Grants = { mayManageTokens: false, mayManageTeams: false };

type AdvancedOptionsProps = {
  /** Null: a team's token, which may manage nothing. */
  grants: Grants | null;
  onChange: (grants: Grants) => void;
  /** Only instance owners may give “May manage teams”; others do not see it. */
  mayGrantTeams: boolean;
  networks: ComponentProps<typeof NetworksField>;
};

/** What few tokens need, behind a fold: more rights for a user's token, all of them off, and where it works. */
export function AdvancedOptions({ grants, onChange, mayGrantTeams, networks }: AdvancedOptionsProps) {
  return (
    <Fold title="Advanced" className="font-medium">
      <div className="flex flex-col gap-4 border-t p-3">
        {grants && (
          <Checkbox
            label="May manage tokens"
            checked={grants.mayManageTokens}
            onChange={(event) => onChange({ ...grants, mayManageTokens: event.target.checked })}
            hint="Whoever holds this token can also generate and delete your tokens by the API. Those it generates expire no later than it does and die with it. Leave it off unless a tool needs it."
          />
        )}
        {grants && mayGrantTeams && (
          <Checkbox
            label="May manage teams"
            checked={grants.mayManageTeams}
            onChange={(event) => onChange({ ...grants, mayManageTeams: event.target.checked })}
            hint="Whoever holds this token can also create, change and delete organizations and teams by the API, as terraform does with the Terrakube provider. Members, people and policy stay out of its reach. It works while you are an instance owner."
          />
        )}
        <NetworksField {...networks} />
      </div>
    </Fold>
  );
}
