import { joinClasses } from "@/components/ui/class-names";
import type { Method } from "@/lib/openapi/operation";

const TONES: Record<Method, string> = {
  get: "text-accent-text",
  post: "text-good",
  patch: "text-warn",
  delete: "text-danger",
};

/** The method, always as a word; its colour only helps the eye. */
export function MethodWord({ method, className }: { method: Method; className?: string }) {
  return (
    <span className={joinClasses("font-mono font-semibold text-xs", TONES[method], className)}>
      {method.toUpperCase()}
    </span>
  );
}
