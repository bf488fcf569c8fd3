"use client";

import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { SecretTimeout } from "./secret-timeout";

type RevealFooterProps = {
  /** The secret was copied or downloaded: to be done is what comes next. */
  isCaptured: boolean;
  onDone: () => void;
  onTimeout: () => void;
};

/** What ends the showing of a secret: Done, or its ten minutes. */
export function RevealFooter({ isCaptured, onDone, onTimeout }: RevealFooterProps) {
  return (
    <>
      <SecretTimeout onTimeout={onTimeout} />
      <DialogFooter>
        <Button variant={isCaptured ? "primary" : "secondary"} onClick={onDone}>
          Done
        </Button>
      </DialogFooter>
    </>
  );
}
