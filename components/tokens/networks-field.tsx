"use client";

import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { Issue } from "@/lib/result";

type NetworksFieldProps = { value: string; onChange: (text: string) => void; issues: Issue[] };

/** The networks from which alone a token works, as typed. The server reads them: each wrong entry is named. */
export function NetworksField({ value, onChange, issues }: NetworksFieldProps) {
  return (
    <Field
      label="Allowed networks"
      optional
      error={issues.map(({ message }) => message).join("\n")}
      hint="Addresses or ranges like 10.0.0.0/8, one on each line. From anywhere else this token is refused. Empty: it works from anywhere."
    >
      <Textarea
        name="allowedCidrs"
        rows={2}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        className="font-mono"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

/** The entries of what was typed: on lines of their own, or with commas between them; null when there are none. */
export function splitNetworks(text: string): string[] | null {
  const entries = text.split(/[\s,;]+/).filter((entry) => entry !== "");
  return entries.length > 0 ? entries : null;
}
