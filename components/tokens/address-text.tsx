import { Fragment } from "react";

/** An address or a network; one of IPv6 may break after its colons and before its slash, not within a number. */
export function AddressText({ children }: { children: string }) {
  if (!children.includes(":")) return children;
  const parts = children.match(/:+|\/?[^:/]+:*/g) ?? [];
  return parts.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in their places
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

type AddressListProps = { addresses: readonly string[]; after?: string };

/** Several of them, with commas and at the end what comes `after`; only one that is longer than a line breaks. */
export function AddressList({ addresses, after = "" }: AddressListProps) {
  return addresses.map((address, i) => (
    <Fragment key={address}>
      {i > 0 && " "}
      <span className="inline-block max-w-full">
        <AddressText>{address + (i < addresses.length - 1 ? "," : after)}</AddressText>
      </span>
    </Fragment>
  ));
}
