"use client";

import { StopPage } from "@/components/shell/stop-page";
import { Button } from "@/components/ui/button";
import { fontClasses } from "./fonts";
import "./globals.css";

/** The last net: the layout itself failed, so this page brings its own. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <title>Latchkey could not start this page</title>
        <StopPage
          title="Latchkey could not start this page"
          action={
            <Button variant="primary" onClick={reset}>
              Try again
            </Button>
          }
        >
          Nothing that you had saved is lost. If it stays this way, whoever runs Latchkey finds the reason in
          its log.
        </StopPage>
      </body>
    </html>
  );
}
