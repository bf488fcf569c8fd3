"use client";

import type { ComponentProps } from "react";
import { DeleteDialog } from "./delete-dialog";
import { DescribeDialog } from "./describe-dialog";
import { GenerateDialog } from "./generate-dialog";

type TokenDialogsProps = {
  /** Each dialog's props while it is open. */
  generate: ComponentProps<typeof GenerateDialog> | false;
  remove: ComponentProps<typeof DeleteDialog> | null;
  describe: ComponentProps<typeof DescribeDialog> | null;
};

/** Every dialog about an owner's tokens. */
export function TokenDialogs({ generate, remove, describe }: TokenDialogsProps) {
  return (
    <>
      {generate && <GenerateDialog {...generate} />}
      {remove && <DeleteDialog {...remove} />}
      {describe && <DescribeDialog {...describe} />}
    </>
  );
}
