import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a settings page while it comes. */
export function SettingsSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <p role="status" className="sr-only">
        Loading
      </p>
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-64" />
    </div>
  );
}
