"use client";

import { Info } from "lucide-react";
import { type Ref, useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { countNamesakes } from "@/lib/tokens/actions";
import { checkDescription } from "@/lib/tokens/rules";
import type { OwnerRef } from "@/lib/tokens/token";
import { attempt } from "./attempt";

const DELAY_MS = 400;

type DescriptionFieldProps = {
  ref?: Ref<HTMLInputElement>;
  owner: OwnerRef;
  value: string;
  onChange: (text: string) => void;
  error: string | undefined;
  hint?: string;
};

/** The token's description; a live namesake is pointed out, not refused. */
export function DescriptionField(props: DescriptionFieldProps) {
  const { ref, owner, value, onChange, error } = props;
  const { hint = "What will use this token? e.g. GitHub Actions, Postman" } = props;
  const namesakes = useNamesakes(owner, value);
  return (
    <Field
      label="Description"
      error={error}
      hint={
        <span role="status">
          {namesakes > 0 ? (
            <span className="flex gap-1.5 text-warn">
              <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
              {namesakes === 1
                ? "A live token with this description exists already."
                : `${namesakes} live tokens with this description exist already.`}
            </span>
          ) : (
            hint
          )}
        </span>
      }
    >
      <Input
        ref={ref}
        name="description"
        required
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function useNamesakes(owner: OwnerRef, description: string): number {
  const [found, setFound] = useState({ description: "", count: 0 });
  useEffect(() => {
    const checked = checkDescription(description);
    if ("issue" in checked) return;
    let stopped = false;
    const timer = setTimeout(async () => {
      const counted = await attempt(() => countNamesakes(owner, checked.text));
      if (!stopped) setFound({ description, count: counted.ok ? counted.value : 0 });
    }, DELAY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [owner, description]);
  return found.description === description ? found.count : 0;
}
