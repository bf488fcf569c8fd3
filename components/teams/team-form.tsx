"use client";

import { type FormEvent, useRef, useState } from "react";
import { placeConflictAt } from "@/components/form/conflict-at";
import { useForm } from "@/components/form/use-form";
import { FailureNotice } from "@/components/tokens/failure-notice";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import type { Result } from "@/lib/result";
import { effectiveFlags, type Flags, PERMISSIONS, type Role } from "@/lib/teams/permissions";
import type { TeamView } from "@/lib/teams/team";
import { PermissionTable } from "./permission-table";
import { ROLE_TEXTS } from "./permission-texts";
import { type Rename, RenameDialog, RenameNotice } from "./rename";
import { RoleCards } from "./role-cards";

const NO_FLAGS = Object.fromEntries(PERMISSIONS.map((name) => [name, false])) as Flags;

export type TeamInput = { name: string; role?: Role } & Partial<Flags>;

type TeamFormProps<T> = {
  /** Absent: a team is created. */
  team?: TeamView;
  /** What a new name would do. */
  rename?: Rename;
  send: (input: TeamInput) => Promise<Result<T>>;
  /** "leaving": the page is about to go. */
  onDone: (value: T) => "leaving" | undefined;
  button: string;
};

/** Name, role and permissions of a team, to be created or changed. */
export function TeamForm<T>({ team, rename, send, onDone, button }: TeamFormProps<T>) {
  const [name, setName] = useState(team?.name ?? "");
  const [role, setRole] = useState<Role | null>(team ? team.effectiveRole : "plan");
  const [flags, setFlags] = useState<Flags>(team ?? NO_FLAGS);
  const [isOwnChoice, setOwnChoice] = useState(team?.effectiveRole === "custom");
  const [isAsking, setAsking] = useState(false);
  const isConfirmed = useRef(false);
  const { formProps, buttonProps, issueOf, rest } = useForm(["name", "role"], {
    send: async () => placeConflictAt("name", await send(inputOf(name, role, flags))),
    onDone,
  });
  const isRenamed = rename !== undefined && team !== undefined && name !== team.name;
  const effective = effectiveFlags({ ...flags, role: role ?? team?.role ?? null });

  function choose(next: Role) {
    // Who turns to Custom starts from what the role had granted, unless they have chosen for themselves before.
    if (next === "custom" && !isOwnChoice) setFlags(effective);
    setRole(next);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    if (isRenamed && !isConfirmed.current) {
      event.preventDefault();
      return setAsking(true);
    }
    isConfirmed.current = false;
    setAsking(false);
    void formProps.onSubmit(event);
  }

  return (
    <form {...formProps} onSubmit={submit}>
      <Section
        title={team ? "Access" : "The team"}
        description="What its members and its tokens may do in the organization, as of their next call."
        action={
          <Button {...buttonProps} variant="primary">
            {button}
          </Button>
        }
      >
        {rest && <FailureNotice failure={rest} />}
        <Field
          label="Name"
          error={issueOf("name")}
          hint="Exactly as the group is called at your identity provider, if it comes from there: case counts."
          className="max-w-md"
        >
          <Input
            name="name"
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="e.g. platform-engineers"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {isRenamed && <RenameNotice rename={rename} oldName={team.name} />}
        {team && team.effectiveRole === null && role === null && (
          <Notice kind="warn" title={`“${team.role}” is no role that is known here`}>
            It grants nothing. Choose one of these.
          </Notice>
        )}
        <RoleCards role={role} onChange={choose} />
        <div>
          <h3 className="font-medium">Permissions</h3>
          <p className="mb-2 text-ink-soft text-sm">
            {role === "custom"
              ? "Grant what the team needs, and no more."
              : role && `Determined by the role ${ROLE_TEXTS[role].word}.`}
          </p>
          <PermissionTable
            flags={effective}
            onChange={
              role === "custom"
                ? (permission, isGranted) => {
                    setOwnChoice(true);
                    setFlags({ ...flags, [permission]: isGranted });
                  }
                : undefined
            }
          />
        </div>
      </Section>
      {isAsking && isRenamed && (
        <RenameDialog
          rename={rename}
          oldName={team.name}
          newName={name}
          onKeep={() => setAsking(false)}
          onRename={() => {
            isConfirmed.current = true;
            formProps.ref.current?.requestSubmit();
          }}
        />
      )}
    </form>
  );
}

/** Stored flags of a preset role stay as they are: they come back with Custom. */
function inputOf(name: string, role: Role | null, flags: Flags): TeamInput {
  if (role === null) return { name };
  if (role !== "custom") return { name, role };
  const given = Object.fromEntries(PERMISSIONS.map((permission) => [permission, flags[permission]])) as Flags;
  return { name, role, ...given, manageJob: flags.planJob || flags.approveJob };
}
