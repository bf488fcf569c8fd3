"use client";

import { useEffect } from "react";
import { onSignedOutElsewhere } from "@/lib/sign-out-channel";

/** Leaves this page, and with it all that it shows, as soon as another tab of this browser signs out. */
export function SessionWatch() {
  useEffect(() => onSignedOutElsewhere(() => window.location.replace("/sign-in")), []);
  return null;
}
