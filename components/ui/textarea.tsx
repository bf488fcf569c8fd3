"use client";

import type { ComponentProps } from "react";
import { joinClasses } from "./class-names";
import { useField } from "./field";
import { controlClass } from "./input";

/** A text of several lines; inside a Field it is labelled and described by it. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...useField()}
      {...rest}
      rows={rows}
      className={controlClass(joinClasses("field-sizing-content max-h-64 min-h-20 px-3 py-2", className))}
    />
  );
}
