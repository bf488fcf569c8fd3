"use client";

import dynamic from "next/dynamic";

// The list is there before the dialogs' code is; that comes when a button that needs it is pointed at or focused.
// Form and reveal come together: nothing may still have to be fetched between a generation and its secret.
const loadGenerate = () => import("./generate-dialog");
const loadDelete = () => import("./delete-dialog");
const loadDescribe = () => import("./describe-dialog");

// With `loading`, next/dynamic has a boundary of its own; without, the page would vanish behind its skeleton meanwhile.
export const GenerateDialog = dynamic(() => loadGenerate().then((part) => part.GenerateDialog), {
  loading: () => null,
});
export const DeleteDialog = dynamic(() => loadDelete().then((part) => part.DeleteDialog), {
  loading: () => null,
});
export const DescribeDialog = dynamic(() => loadDescribe().then((part) => part.DescribeDialog), {
  loading: () => null,
});

/** Handlers for the button that opens the Generate dialog. */
export const warmGenerate = { onPointerEnter: loadGenerate, onFocus: loadGenerate };
/** Handlers for the list, whose rows open the other two. */
export const warmRows = {
  onPointerEnter: () => Promise.all([loadDelete(), loadDescribe()]),
  onFocus: () => Promise.all([loadDelete(), loadDescribe()]),
};
