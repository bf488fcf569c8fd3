import { Section } from "@/components/ui/card";
import type { OrganizationView } from "@/lib/organizations/organization";
import { EXECUTION_MODES } from "./execution-mode";
import { OrganizationIcon } from "./organization-icon";

type FactsProps = {
  organization: OrganizationView;
  /** A followed Terrakube's. */
  isFollowed: boolean;
};

/** An organization's settings, for who may see but not change them. */
export function OrganizationFacts({ organization, isFollowed }: FactsProps) {
  const mode = EXECUTION_MODES.find(({ value }) => value === organization.executionMode);
  return (
    <Section
      title="Organization"
      description={isFollowed ? "As Terrakube has it." : "Instance owners change these."}
    >
      <dl className="flex flex-col gap-4">
        <div>
          <dt className="font-medium">Name</dt>
          <dd className="mt-1 flex items-center gap-2.5 text-ink-soft">
            <OrganizationIcon icon={organization.icon} className="size-7" />
            <span className="min-w-0">{organization.name}</span>
          </dd>
        </div>
        <div>
          <dt className="font-medium">Description</dt>
          <dd className="whitespace-pre-line text-ink-soft">{organization.description || "None"}</dd>
        </div>
        <div>
          <dt className="font-medium">Execution mode</dt>
          <dd className="text-ink-soft">
            {mode?.word}. {mode?.meaning}
          </dd>
        </div>
      </dl>
    </Section>
  );
}
