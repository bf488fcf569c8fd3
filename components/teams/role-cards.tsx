"use client";

import { RadioCard } from "@/components/ui/radio-card";
import { ROLES, type Role } from "@/lib/teams/permissions";
import { ROLE_TEXTS } from "./permission-texts";
import { ROLE_ICONS } from "./role-badge";

/** The roles as a group of radio buttons. @param role null: none is chosen yet */
export function RoleCards({ role, onChange }: { role: Role | null; onChange: (role: Role) => void }) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Role</legend>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-6">
        {ROLES.map((value, index) => {
          const Icon = ROLE_ICONS[value];
          return (
            <RadioCard
              key={value}
              name="role"
              value={value}
              checked={role === value}
              onChange={() => onChange(value)}
              className={`last:sm:max-lg:col-span-2 ${index < 3 ? "lg:col-span-2" : "lg:col-span-3"}`}
              label={
                <span className="flex items-center gap-1.5">
                  <Icon aria-hidden className="size-4 text-ink-soft" />
                  {ROLE_TEXTS[value].word}
                </span>
              }
              hint={ROLE_TEXTS[value].meaning}
            />
          );
        })}
      </div>
    </fieldset>
  );
}
