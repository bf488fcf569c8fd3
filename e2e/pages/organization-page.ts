import type { Locator, Page } from "@playwright/test";

/** Where an organization's General settings are. */
export const general = (id: string): string => `/organizations/${id}/settings/general`;

/** The button in the top bar that names the current organization. */
export const switcher = (page: Page): Locator =>
  page.getByRole("banner").getByRole("button", { name: /organization/i });
