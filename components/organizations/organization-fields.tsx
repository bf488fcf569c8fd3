"use client";

import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioCard } from "@/components/ui/radio-card";
import { Textarea } from "@/components/ui/textarea";
import { DEFAULT_ICON, iconToStore } from "@/lib/organizations/icon";
import type { OrganizationView } from "@/lib/organizations/organization";
import { descriptionToStore } from "@/lib/organizations/organization";
import { EXECUTION_MODES } from "./execution-mode";
import { IconField } from "./icon-field";

/** What a person fills in about an organization. */
export type OrganizationDraft = Pick<OrganizationView, "name" | "description" | "executionMode" | "icon">;

export const FIELDS = ["name", "description", "executionMode", "icon"] as const;

export const NEW_ORGANIZATION: OrganizationDraft = {
  name: "",
  description: null,
  executionMode: "remote",
  icon: `${DEFAULT_ICON.name}:${DEFAULT_ICON.colour}`,
};

/** What the form says now, ready to be sent; what was left alone is as it was stored. */
export function readDraft(stored: OrganizationDraft, read: (field: string) => string) {
  return {
    name: read("name"),
    description: descriptionToStore(stored.description, read("description")),
    executionMode: read("executionMode"),
    icon: iconToStore(stored.icon, { name: read("iconName"), colour: read("iconColour") }),
  };
}

type FieldsProps = { stored: OrganizationDraft; issueOf: (field: string) => string | undefined };

/** The inputs of an organization, for creating and for changing one. */
export function OrganizationFields({ stored, issueOf }: FieldsProps) {
  return (
    <>
      <Field label="Name" error={issueOf("name")} className="max-w-md">
        <Input name="name" defaultValue={stored.name} autoComplete="off" spellCheck={false} required />
      </Field>
      <Field label="Description" optional error={issueOf("description")} className="max-w-xl">
        <Textarea name="description" defaultValue={stored.description ?? ""} />
      </Field>
      <IconField icon={stored.icon} error={issueOf("icon")} />
      <fieldset className="flex max-w-xl flex-col">
        <legend className="mb-1.5 font-medium">Execution mode</legend>
        <div className="grid gap-2">
          {EXECUTION_MODES.map(({ value, word, meaning }) => (
            <RadioCard
              key={value}
              name="executionMode"
              value={value}
              label={word}
              hint={meaning}
              defaultChecked={value === stored.executionMode}
            />
          ))}
        </div>
        <FieldError message={issueOf("executionMode")} />
        <p className="mt-1.5 text-ink-soft text-sm">
          For Terrakube and its clients: Latchkey keeps it for them and does nothing with it.
        </p>
      </fieldset>
    </>
  );
}
