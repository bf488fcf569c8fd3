const SHOWN = 3;

/** From where alone a token works; many networks are behind a fold. Nothing where it works from anywhere. */
export function AllowedNetworks({ networks }: { networks: string[] | null }) {
  if (networks === null) return null;
  const first = `Only from ${networks.slice(0, SHOWN).join(", ")}`;
  if (networks.length <= SHOWN) return <p className="mt-0.5 break-words text-ink-soft text-sm">{first}</p>;
  const rest = networks.slice(SHOWN);
  return (
    <details className="group mt-0.5 break-words text-ink-soft text-sm">
      <summary className="cursor-pointer list-none rounded-tick max-sm:py-3 [&::-webkit-details-marker]:hidden">
        {first}
        <span className="hidden group-open:inline">,</span>{" "}
        <span className="whitespace-nowrap underline decoration-dotted underline-offset-2 group-open:hidden">
          and {rest.length} more
        </span>
      </summary>
      {rest.join(", ")}
    </details>
  );
}
