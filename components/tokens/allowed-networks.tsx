import { AddressList } from "./address-text";

const SHOWN = 3;
/** Behind the fold of one there would be what the words "and 1 more" take up. */
const FEWEST_FOLDED = 2;

/** From where alone a token works; many networks are behind a fold. Nothing where it works from anywhere. */
export function AllowedNetworks({ networks }: { networks: string[] | null }) {
  if (networks === null) return null;
  const rest = networks.slice(SHOWN);
  if (rest.length < FEWEST_FOLDED)
    return (
      <p className="mt-0.5 text-ink-soft text-sm">
        Only from <AddressList addresses={networks} />
      </p>
    );
  // Unfolded it is one text, where the browser lets the rest flow on.
  return (
    <details className="group mt-0.5 text-ink-soft text-sm [&[open]::details-content]:inline">
      <summary className="inline cursor-pointer list-none rounded-tick max-sm:py-3.5 [&::-webkit-details-marker]:hidden">
        Only from <AddressList addresses={networks.slice(0, SHOWN)} after="," />{" "}
        <span className="whitespace-nowrap underline decoration-dotted underline-offset-2 group-open:hidden">
          and {rest.length} more
        </span>
      </summary>
      <span>
        <AddressList addresses={rest} />
      </span>
    </details>
  );
}
