"use client";

import { CircleCheck, CircleMinus } from "lucide-react";
import { useId } from "react";
import { Badge } from "@/components/ui/badge";
import { Switch } from "@/components/ui/switch";
import type { Flags } from "@/lib/teams/permissions";
import { type ListedPermission, PERMISSION_TEXTS } from "./permission-texts";

type PermissionTableProps = {
  /** Those in effect. */
  flags: Flags;
  /** Present: each permission has a switch; absent: it is only said. */
  onChange?: ((permission: ListedPermission, isGranted: boolean) => void) | undefined;
};

/** What the team may do, line by line. */
export function PermissionTable({ flags, onChange }: PermissionTableProps) {
  const id = useId();
  return (
    <div className="overflow-hidden rounded-box border">
      <table className="w-full text-left">
        <caption className="sr-only">Permissions</caption>
        {PERMISSION_TEXTS.map(({ category, permissions }) => (
          <tbody key={category} className="not-first-of-type:border-t">
            <tr className="bg-canvas">
              <th
                scope="rowgroup"
                colSpan={2}
                className="px-3 py-1.5 font-medium text-ink-soft text-sm sm:px-4"
              >
                {category}
              </th>
            </tr>
            {permissions.map(({ permission, word, meaning }) => (
              <tr key={permission} className="border-t">
                <th scope="row" className="px-3 py-2.5 font-normal sm:px-4">
                  <span id={`${id}-${permission}`} className="block font-medium">
                    {word}
                  </span>
                  <span id={`${id}-${permission}-hint`} className="block text-ink-soft text-sm">
                    {meaning}
                  </span>
                </th>
                <td className="w-px px-3 py-2.5 text-right align-middle sm:px-4">
                  {onChange ? (
                    <Switch
                      aria-labelledby={`${id}-${permission}`}
                      aria-describedby={`${id}-${permission}-hint`}
                      checked={flags[permission]}
                      onChange={(event) => onChange(permission, event.target.checked)}
                    />
                  ) : (
                    <Verdict isGranted={flags[permission]} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Verdict({ isGranted }: { isGranted: boolean }) {
  return isGranted ? (
    <Badge tone="good" icon={CircleCheck}>
      Granted
    </Badge>
  ) : (
    <Badge icon={CircleMinus}>Denied</Badge>
  );
}
