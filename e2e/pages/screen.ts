import type { Page } from "@playwright/test";
import { expectAccessible, expectNoSidewaysScroll } from "../fixtures";

export const PHONE = { width: 360, height: 760 };
const DESK = { width: 1280, height: 800 };

/** On a small phone nothing scrolls sideways. */
export async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize(PHONE);
  await expectNoSidewaysScroll(page);
  await page.setViewportSize(DESK);
}

/** As expectFits, and axe finds nothing on that phone. */
export async function expectFitsAndAccessible(page: Page): Promise<void> {
  await expectFits(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  await page.setViewportSize(DESK);
}

/** axe finds nothing at a desk, and a phone is wide enough. */
export async function expectGoodScreen(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFits(page);
}
