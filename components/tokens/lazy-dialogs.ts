"use client";

import dynamic from "next/dynamic";

// The list is there before the dialogs' code is; that comes when a button that needs it is pointed at or focused, and
// all of it at once: they share most of it, and nothing may be missing between a generation and its secret.
const load = () => import("./token-dialogs");

// With `loading`, next/dynamic has a boundary of its own; without, the page would vanish behind its skeleton meanwhile.
export const TokenDialogs = dynamic(() => load().then((part) => part.TokenDialogs), { loading: () => null });

/** Handlers for what leads to a dialog. */
export const warmDialogs = { onPointerEnter: load, onFocus: load };
