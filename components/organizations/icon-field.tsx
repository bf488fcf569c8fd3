"use client";

import { Ban } from "lucide-react";
import { type ReactNode, useState } from "react";
import { joinClasses } from "@/components/ui/class-names";
import { FieldError } from "@/components/ui/field";
import {
  DEFAULT_ICON,
  ICON_COLOURS,
  ICON_NAMES,
  type IconName,
  isKnownIcon,
  parseIcon,
} from "@/lib/organizations/icon";
import { OrganizationIcon, signOf } from "./organization-icon";

const WORDS: Record<IconName, string> = {
  FaBuilding: "Building",
  FaCloud: "Cloud",
  FaServer: "Server",
  FaDatabase: "Database",
  FaCode: "Code",
  FaCubes: "Boxes",
  FaRocket: "Rocket",
  FaGlobe: "Globe",
  FaFlask: "Flask",
  FaIndustry: "Factory",
  FaUniversity: "Columns",
  FaShieldAlt: "Shield",
};

/**
 * A sign and a colour; sends `iconName` ("" = none) and `iconColour`. A sign or colour that was set elsewhere and is
 * not offered here stays a choice of its own.
 */
export function IconField({ icon, error }: { icon: string | null; error: string | undefined }) {
  const stored = parseIcon(icon);
  const [name, setName] = useState(stored?.name ?? "");
  const [colour, setColour] = useState(stored?.colour ?? DEFAULT_ICON.colour);
  const isForeignName = stored !== null && !isKnownIcon(stored.name);
  const isForeignColour =
    stored !== null && !ICON_COLOURS.some((offered) => offered.colour === stored.colour);
  return (
    <fieldset className="flex flex-col gap-3" {...(error ? { "data-invalid": true } : {})}>
      <legend className="mb-1.5 font-medium">
        Icon<span className="ml-1.5 font-normal text-ink-faint">optional</span>
      </legend>
      <div className="flex items-start gap-3 max-sm:flex-col sm:gap-4">
        <OrganizationIcon icon={name && `${name}:${colour}`} className="size-11" />
        <div className="flex min-w-0 flex-col gap-2">
          <Choices label="Sign">
            <Choice name="iconName" value="" label="None" isChosen={name === ""} onChoose={setName}>
              <Ban aria-hidden className="size-4" />
            </Choice>
            {isForeignName && (
              <Sign value={stored.name} label={`As set: ${stored.name}`} chosen={name} onChoose={setName} />
            )}
            {ICON_NAMES.map((value) => (
              <Sign key={value} value={value} label={WORDS[value]} chosen={name} onChoose={setName} />
            ))}
          </Choices>
          {name !== "" && (
            <Choices label="Colour">
              {isForeignColour && (
                <Swatch
                  value={stored.colour}
                  label={`As set: ${stored.colour}`}
                  chosen={colour}
                  onChoose={setColour}
                />
              )}
              {ICON_COLOURS.map((offered) => (
                <Swatch
                  key={offered.colour}
                  value={offered.colour}
                  label={offered.word}
                  chosen={colour}
                  onChoose={setColour}
                />
              ))}
            </Choices>
          )}
        </div>
      </div>
      <FieldError message={error} />
    </fieldset>
  );
}

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="radiogroup" aria-label={label} className="flex flex-wrap gap-1.5">
      {children}
    </div>
  );
}

type ChosenProps = { value: string; label: string; chosen: string; onChoose: (value: string) => void };

function Sign({ value, label, chosen, onChoose }: ChosenProps) {
  const Icon = signOf(value);
  return (
    <Choice name="iconName" value={value} label={label} isChosen={chosen === value} onChoose={onChoose}>
      <Icon aria-hidden className="size-4" />
    </Choice>
  );
}

function Swatch({ value, label, chosen, onChoose }: ChosenProps) {
  return (
    <Choice name="iconColour" value={value} label={label} isChosen={chosen === value} onChoose={onChoose}>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-4">
        <circle cx="8" cy="8" r="7.5" fill={value} className="stroke-edge" />
      </svg>
    </Choice>
  );
}

type ChoiceProps = {
  name: string;
  value: string;
  label: string;
  isChosen: boolean;
  onChoose: (value: string) => void;
  children: ReactNode;
};

function Choice({ name, value, label, isChosen, onChoose, children }: ChoiceProps) {
  return (
    <label className="relative flex" title={label}>
      <input
        type="radio"
        name={name}
        value={value}
        aria-label={label}
        checked={isChosen}
        onChange={() => onChoose(value)}
        className="peer absolute inset-0 size-full cursor-pointer appearance-none rounded-box"
      />
      <span
        className={joinClasses(
          "pointer-events-none flex size-11 items-center justify-center rounded-box border bg-surface text-ink-soft sm:size-9",
          "transition-colors duration-100 peer-checked:border-accent-text peer-checked:bg-accent-soft peer-checked:text-accent-text",
          "peer-hover:border-edge",
        )}
      >
        {children}
      </span>
    </label>
  );
}
