"use client";

import { UserPlus } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { attempt } from "@/components/tokens/attempt";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { addMember } from "@/lib/members/actions";
import type { Candidate, TeamRef } from "@/lib/teams/team";
import { useCandidates } from "./use-candidates";

type AddMemberProps = { team: TeamRef; name: string; onAdded: () => void };

/** Finds a person by name or e-mail and adds them. */
export function AddMember({ team, name, onAdded }: AddMemberProps) {
  const show = useToast();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Candidate | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const candidates = useCandidates(team, chosen ? "" : text);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy) return;
    const person = chosen ?? candidates?.find(({ email }) => email === text.trim().toLowerCase()) ?? null;
    if (!person) {
      setError("Choose a person from the list.");
      return input.current?.focus();
    }
    setBusy(true);
    setError(null);
    const added = await attempt(() => addMember(team, person.id));
    setBusy(false);
    input.current?.focus();
    if (!added.ok) return setError(added.failure.message);
    show({ title: `${person.name || person.email} is in “${name}”` });
    setText("");
    setChosen(null);
    onAdded();
  }

  return (
    <form
      id="add-member"
      noValidate
      onSubmit={submit}
      className="flex flex-col gap-2 sm:flex-row sm:items-start"
    >
      <Field label="Add a person" error={error} className="min-w-0 sm:max-w-md sm:flex-1">
        <Combobox
          ref={input}
          text={text}
          onText={(next) => {
            setText(next);
            setChosen(null);
            setError(null);
          }}
          options={candidates}
          keyOf={(person) => person.id}
          onChoose={(person) => {
            setChosen(person);
            setText(person.name ? `${person.name} (${person.email})` : person.email);
            setError(null);
          }}
          none="Nobody who could be added has this in their name or e-mail."
          placeholder="Name or e-mail"
        >
          {(person) => (
            <>
              <span className="font-medium">{person.name || person.email}</span>
              {person.name && <span className="text-ink-soft text-sm">{person.email}</span>}
            </>
          )}
        </Combobox>
      </Field>
      <Button type="submit" icon={UserPlus} busy={isBusy} className="sm:mt-7">
        {isBusy ? "Adding…" : "Add member"}
      </Button>
    </form>
  );
}
