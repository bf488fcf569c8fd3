"use client";

import { useState } from "react";
import { ConsentForm, type ConsentFormProps } from "./consent-form";
import { StopPanel } from "./stop-panel";

/** Asks, or tells what to do after a refusal: terraform takes no answer but a code, so it is stopped by hand. */
export function ConsentPanel(props: Omit<ConsentFormProps, "onDeny">) {
  const [isDenied, setDenied] = useState(false);
  if (!isDenied) return <ConsentForm {...props} onDeny={() => setDenied(true)} />;
  return (
    <StopPanel title="Denied">
      <p>Nothing was generated, and terraform was told nothing.</p>
      <p className="mt-2">
        Close this page, and press <kbd className="font-mono">Ctrl-C</kbd> in the terminal: terraform waits
        there until you do.
      </p>
    </StopPanel>
  );
}
