import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** The page's shape while the list is being read. */
export default function TokensLoading() {
  return (
    <div className="flex flex-col gap-6">
      <p role="status" className="sr-only">
        Reading your tokens…
      </p>
      <div className="flex flex-col gap-4 sm:flex-row sm:justify-between">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-8 w-32" />
          <Skeleton className="h-4 w-72 max-w-full" />
          <Skeleton className="h-4 w-56 max-w-full" />
        </div>
        <Skeleton className="h-11 w-full sm:h-9 sm:w-52" />
      </div>
      <div className="flex flex-col gap-3">
        <Skeleton className="h-8 w-full max-w-xl max-md:hidden" />
        <Skeleton className="h-11 w-full sm:h-9" />
      </div>
      <Card>
        {["w-40", "w-56", "w-32", "w-48"].map((width) => (
          <div key={width} className="flex items-center gap-6 border-t px-4 py-5 first:border-t-0 sm:px-5">
            <div className="flex flex-1 flex-col gap-2">
              <Skeleton className={`h-4 ${width}`} />
              <Skeleton className="h-3 w-44 max-w-full" />
            </div>
            <Skeleton className="h-6 w-20 rounded-full" />
            <Skeleton className="h-4 w-40 max-lg:hidden" />
          </div>
        ))}
      </Card>
    </div>
  );
}
