import {
  Boxes,
  Building,
  Cloud,
  CodeXml,
  Database,
  Factory,
  FlaskConical,
  Globe,
  Landmark,
  type LucideIcon,
  Rocket,
  Server,
  Shapes,
  ShieldCheck,
} from "lucide-react";
import { joinClasses } from "@/components/ui/class-names";
import { type IconName, inkOn, isKnownIcon, parseIcon, plainColour } from "@/lib/organizations/icon";

/** Our signs for the names of Font Awesome that Terrakube stores. */
const SIGNS: Record<IconName, LucideIcon> = {
  FaBuilding: Building,
  FaCloud: Cloud,
  FaServer: Server,
  FaDatabase: Database,
  FaCode: CodeXml,
  FaCubes: Boxes,
  FaRocket: Rocket,
  FaGlobe: Globe,
  FaFlask: FlaskConical,
  FaIndustry: Factory,
  FaUniversity: Landmark,
  FaShieldAlt: ShieldCheck,
};

/** The sign for a stored name; "" = none was chosen. Names that are not offered here share one. */
export function signOf(name: string): LucideIcon {
  if (name === "") return Building;
  return isKnownIcon(name) ? SIGNS[name] : Shapes;
}

/**
 * An organization's tile; decoration beside its name. Painted by SVG attributes: the Content-Security-Policy allows no
 * inline style.
 */
export function OrganizationIcon({ icon, className }: { icon: string | null; className?: string }) {
  const parsed = parseIcon(icon);
  const colour = parsed && plainColour(parsed.colour);
  const Sign = signOf(parsed?.name ?? "");
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={joinClasses("shrink-0", className ?? "size-8")}>
      <rect
        x="0.5"
        y="0.5"
        width="31"
        height="31"
        rx="7.5"
        className={joinClasses("stroke-line", !colour && "fill-sunken")}
        {...(colour && { fill: colour })}
      />
      <Sign
        x={8}
        y={8}
        size={16}
        className={colour ? undefined : "text-ink-soft"}
        {...(colour && { color: inkOn(colour) })}
      />
    </svg>
  );
}
