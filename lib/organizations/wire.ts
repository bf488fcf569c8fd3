import type { OrganizationView } from "./organization";

/** Organizations in Terrakube's words (terrakube-contract.md 1.3). Pure. */

export function toResource(organization: OrganizationView) {
  const { id, name, description, executionMode, isDisabled, icon } = organization;
  return {
    type: "organization",
    id,
    attributes: { name, description, executionMode, disabled: isDisabled, icon },
  };
}

/**
 * What the attributes say, for the service. Unknown ones are ignored, and null where it means nothing; an empty name
 * or mode is one that a client left out. For description and icon null is a value.
 */
export function readAttributesOf(attributes: Record<string, unknown>): Record<string, unknown> {
  const { name, description, executionMode, disabled, icon } = attributes;
  return {
    ...(name != null && name !== "" && { name }),
    ...(executionMode != null && executionMode !== "" && { executionMode }),
    ...(disabled != null && { isDisabled: disabled }),
    ...(description !== undefined && { description }),
    ...(icon !== undefined && { icon }),
  };
}
