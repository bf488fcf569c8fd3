/** A sentence in which `code` and **stress** are marked, as in the description's Markdown. */
export function Prose({ children }: { children: string }) {
  return children.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, i) => {
    const key = `${i} ${part}`;
    if (part.startsWith("`"))
      return (
        <code key={key} className="font-mono text-xs">
          {part.slice(1, -1)}
        </code>
      );
    return part.startsWith("**") ? <strong key={key}>{part.slice(2, -2)}</strong> : part;
  });
}
