"use client";

import { Download } from "lucide-react";
import { useId, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { controlClass } from "@/components/ui/input";
import { CopyButton } from "./copy-button";
import { downloadText } from "./copy-text";

type SecretFieldProps = { secret: string; fileName: string; onCaptured: () => void };

/** The whole secret, never cut, that selects itself; with Copy and Download. */
export function SecretField({ secret, fileName, onCaptured }: SecretFieldProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isRefused, setRefused] = useState(false);
  useFullHeight(area);

  function captureWhole() {
    const field = area.current;
    if (field && field.selectionEnd - field.selectionStart === secret.length) onCaptured();
  }

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        Secret
      </label>
      <textarea
        ref={area}
        id={id}
        readOnly
        value={secret}
        rows={4}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        data-1p-ignore=""
        data-lpignore="true"
        onFocus={(event) => event.currentTarget.select()}
        onClick={(event) => event.currentTarget.select()}
        onCopy={captureWhole}
        {...(isRefused ? { "aria-describedby": `${id}-refused` } : {})}
        className={controlClass(
          "field-sizing-content resize-none overflow-hidden break-all bg-sunken p-3 font-mono text-sm leading-5 max-sm:text-sm",
        )}
      />
      {isRefused && (
        <p id={`${id}-refused`} role="alert" className="text-sm text-warn">
          The browser does not let this page copy. The secret is selected: press Ctrl+C, on a Mac ⌘C.
        </p>
      )}
      <div className="mt-1 flex gap-2 max-sm:*:flex-1">
        <CopyButton
          text={secret}
          variant="primary"
          onCopied={() => {
            setRefused(false);
            onCaptured();
          }}
          onRefused={() => {
            setRefused(true);
            area.current?.focus();
            area.current?.select();
          }}
        />
        <Button
          icon={Download}
          onClick={() => {
            downloadText(fileName, `${secret}\n`);
            onCaptured();
          }}
        >
          Download
        </Button>
      </div>
    </div>
  );
}

/** For browsers without `field-sizing`: as high as its text, at every width. */
function useFullHeight(area: React.RefObject<HTMLTextAreaElement | null>) {
  useLayoutEffect(() => {
    const field = area.current;
    if (!field || CSS.supports("field-sizing", "content")) return;
    const grow = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 2}px`;
    };
    grow();
    window.addEventListener("resize", grow);
    return () => window.removeEventListener("resize", grow);
  }, [area]);
}
