import {
  CircleHelp,
  Eye,
  FileSearch,
  type LucideIcon,
  Pencil,
  ShieldCheck,
  SlidersHorizontal,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { Role } from "@/lib/teams/permissions";
import { ROLE_TEXTS } from "./permission-texts";

export const ROLE_ICONS: Record<Role, LucideIcon> = {
  admin: ShieldCheck,
  write: Pencil,
  plan: FileSearch,
  read: Eye,
  custom: SlidersHorizontal,
};

/** A team's role. @param role null: a stored word that nobody knows, shown as it is */
export function RoleBadge({ role, stored }: { role: Role | null; stored: string | null }) {
  if (role === null)
    return (
      <Badge tone="warn" icon={CircleHelp}>
        {stored}
      </Badge>
    );
  return (
    <Badge tone={role === "admin" ? "accent" : "neutral"} icon={ROLE_ICONS[role]}>
      {ROLE_TEXTS[role].word}
    </Badge>
  );
}
