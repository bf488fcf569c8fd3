import { expect, expectAccessible, expectNoSidewaysScroll, test } from "./fixtures";

test("the API's reference needs no session, finds a call, fits a phone and has nothing for axe", async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/reference`);
  await expect(page.getByRole("heading", { level: 1, name: "API reference" })).toBeVisible();
  const contents = page.getByRole("navigation", { name: "Contents" });
  await contents.getByRole("searchbox", { name: "Find a call" }).fill("rotate nothing");
  await expect(contents.getByRole("status")).toHaveText("No call is like that.");
  await contents.getByRole("searchbox", { name: "Find a call" }).fill("post /pat");
  await expect(contents.getByRole("link")).toHaveCount(1);
  await contents.getByRole("link", { name: "Generate a user token" }).press("Enter");
  await expect(page).toHaveURL(/#generateUserToken$/);
  const call = page.getByRole("region", { name: "Generate a user token" });
  await expect(call).toBeInViewport();
  await expect(call.getByText(`${server.url}/pat/v1`)).toBeVisible();
  await call.getByText("Example of the 201").click();
  await expect(call.getByText('"token": "<the secret>"')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Go to a call").selectOption({ label: "Delete the presented token" });
  await expect(page.getByRole("heading", { name: "Delete the presented token" })).toBeFocused();
  // Sixty calls are one piece sixty times, looked at above: here what a phone shows of the page, and one of them.
  await expectAccessible(page, "header, nav, section:has(:focus)");
});
