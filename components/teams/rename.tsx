"use client";

import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { sayDoom } from "./doom";

/** What a team's new name does to what belongs to the old one. */
export type Rename = {
  /** The live tokens of the old name, and those of them that would die. */
  doomedTokens: number;
  memberCount: number;
  /** The organizations in which the old name stays a team. */
  elsewhere: string[];
};

type RenameProps = { rename: Rename; oldName: string };

/** Said as soon as the name differs, long before it is saved. */
export function RenameNotice({ rename, oldName }: RenameProps) {
  return (
    <Notice kind="warn" title="A new name is a new team, as far as people and tokens go">
      <Consequences rename={rename} oldName={oldName} />
    </Notice>
  );
}

type RenameDialogProps = RenameProps & { newName: string; onKeep: () => void; onRename: () => void };

/** Asks before a new name is saved. */
export function RenameDialog({ rename, oldName, newName, onKeep, onRename }: RenameDialogProps) {
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onKeep()}
      title={`Rename "${oldName}" to "${newName}"?`}
      keep={<Button>Keep the name</Button>}
      act={
        <Button variant="danger" onClick={onRename}>
          Rename team
        </Button>
      }
    >
      <Consequences rename={rename} oldName={oldName} />
    </AlertDialog>
  );
}

function Consequences({ rename, oldName }: RenameProps) {
  const { memberCount } = rename;
  return (
    <>
      <p>{sayDoom(rename.doomedTokens, oldName, rename.elsewhere)}</p>
      <p>
        {memberCount > 0 &&
          `${memberCount === 1 ? "Its member stays" : `Its ${memberCount} members stay`} in the group “${oldName}”. `}
        The new name has the members and tokens of the group that is so called.
      </p>
    </>
  );
}
