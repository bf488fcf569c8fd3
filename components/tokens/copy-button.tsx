"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-class";
import { copyText } from "./copy-text";

const SHOWN_MS = 2500;

type CopyButtonProps = {
  text: string;
  /** What is copied, for screen readers, where the page has several of these. */
  what?: string;
  variant?: ButtonVariant;
  onCopied: () => void;
  /** Neither the clipboard nor the fallback worked: select the text and tell the person. */
  onRefused: () => void;
};

/** Copies, and says "Copied" for a moment, only when it truly was. */
export function CopyButton({ text, what, variant = "secondary", onCopied, onRefused }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <>
      <Button
        size={variant === "quiet" ? "small" : "regular"}
        variant={variant}
        icon={isCopied ? Check : Copy}
        {...(what && { "aria-label": isCopied ? `Copied: ${what}` : `Copy: ${what}` })}
        onClick={async (event) => {
          const worked = await copyText(text, event.currentTarget.parentElement ?? document.body);
          setCopied(worked);
          if (worked) onCopied();
          else onRefused();
        }}
      >
        {isCopied ? "Copied" : "Copy"}
      </Button>
      <span role="status" className="sr-only">
        {isCopied && "Copied to the clipboard"}
      </span>
    </>
  );
}
