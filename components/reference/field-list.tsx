import { Prose } from "./prose";

type Line = { name: string; type: string; note?: string; description: string | null };

/** Names, what they hold and what they mean; on phones one under the other. The looks stand once, on the list. */
export function FieldList({ label, lines }: { label: string; lines: readonly Line[] }) {
  return (
    <ul
      aria-label={label}
      className="divide-y rounded-box border text-ink-soft text-sm sm:[&>li]:grid sm:[&>li]:grid-cols-[13rem_minmax(0,1fr)] sm:[&>li]:gap-4 [&>li]:px-3 [&>li]:py-2 [&>li>code]:text-ink [&_code]:font-mono [&_code]:text-xs"
    >
      {lines.map(({ name, type, note, description }) => (
        <li key={name}>
          <code>{name}</code>
          <p>
            {[note, type].filter(Boolean).join(", ")}
            {description && (
              <>
                {". "}
                <Prose>{description}</Prose>
              </>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
