import { CircleCheck, CirclePause, CircleSlash, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { TokenStatus as Status } from "@/lib/tokens/token";

const BADGES: Record<Status, { word: string; tone: Tone; icon: LucideIcon }> = {
  active: { word: "Active", tone: "good", icon: CircleCheck },
  expires_soon: { word: "Expires soon", tone: "warn", icon: TriangleAlert },
  paused: { word: "Paused", tone: "accent", icon: CirclePause },
  expired: { word: "Expired", tone: "neutral", icon: Clock },
  revoked: { word: "Revoked", tone: "danger", icon: CircleSlash },
};

export function TokenStatus({ status }: { status: Status }) {
  const { word, tone, icon } = BADGES[status];
  return (
    <Badge tone={tone} icon={icon}>
      {word}
    </Badge>
  );
}
