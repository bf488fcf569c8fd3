"use client";

import { Crown, UserMinus, UserRoundCheck, UserRoundX } from "lucide-react";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { MenuHandle } from "@/components/ui/use-menu";
import type { PersonView } from "@/lib/people/person";
import type { PersonVerb } from "./person-changes";

type ChangeSheetProps = {
  person: PersonView;
  onAsk: (person: PersonView, verb: PersonVerb) => void;
  menu: MenuHandle;
};

/** What an instance owner may change about an account. */
export function ChangeSheet({ person, onAsk, menu }: ChangeSheetProps) {
  const { status, isOwner, isLocalOwner, isSelf } = person;
  return (
    <Menu menu={menu}>
      {isOwner ? (
        <MenuItem icon={UserMinus} disabled={!isLocalOwner} onSelect={() => onAsk(person, "endOwnership")}>
          {isLocalOwner ? "No longer owner" : "Owner by the identity provider"}
        </MenuItem>
      ) : (
        <MenuItem icon={Crown} onSelect={() => onAsk(person, "makeOwner")}>
          Make owner
        </MenuItem>
      )}
      {status === "suspended" ? (
        <MenuItem icon={UserRoundCheck} onSelect={() => onAsk(person, "restore")}>
          Restore
        </MenuItem>
      ) : (
        <MenuItem icon={UserRoundX} danger disabled={isSelf} onSelect={() => onAsk(person, "suspend")}>
          {isSelf ? "You cannot suspend yourself" : "Suspend"}
        </MenuItem>
      )}
    </Menu>
  );
}
