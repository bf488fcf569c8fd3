import { expect, expectAccessible, expectNoSidewaysScroll, OWNER, signIn, test } from "./fixtures";

test("the menu's first press is not lost while its code is still on the way", async ({ page, tokens }) => {
  let letGo = () => {};
  const held = new Promise<void>((done) => {
    letGo = done;
  });
  const asked: string[] = [];
  await page.route("**/_next/static/chunks/**", async (route) => {
    asked.push(route.request().url());
    await held;
    await route.continue();
  });
  const person = tokens.page.getByRole("button", { name: /: menu$/ });
  await person.focus();
  await person.press("Enter");
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await expect(person).toHaveAttribute("aria-expanded", "false");
  letGo();
  await expect(page.getByRole("menuitem", { name: "User Settings" })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "System" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await expect(person).toBeFocused();
});

for (const key of ["Enter", "Space", "ArrowDown"])
  test(`${key} opens a row's menu with its first line focused, Escape closes it and gives the focus back`, async ({
    page,
    tokens,
  }) => {
    await tokens.generate("menu");
    await tokens.finish();
    const more = page.getByRole("button", { name: "More for menu" });
    for (const round of ["the code comes", "the code is there"]) {
      await more.focus();
      await more.press(key);
      await expect(page.getByRole("menuitem", { name: "Edit description" }), round).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("menu")).toBeHidden();
      await expect(more).toBeFocused();
    }
    await more.press(key);
    await page.keyboard.press("Enter");
    await expect(tokens.dialog.getByLabel("Description")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(more).toBeFocused();
  });

test("a menu whose code cannot be fetched says so, and opens at the next press", async ({
  page,
  tokens,
  watched,
}) => {
  watched.allow(/Failed to load|ChunkLoadError/);
  await page.route("**/_next/static/chunks/**", (route) => route.abort());
  const person = tokens.page.getByRole("button", { name: /: menu$/ });
  await person.click();
  await expect(page.getByText("The menu could not be loaded")).toBeVisible();
  await page.unroute("**/_next/static/chunks/**");
  await person.click();
  await expect(page.getByRole("menu")).toBeVisible();
});

test("a press of the mouse or a finger opens and closes a menu", async ({ browser, page, tokens }) => {
  const person = page.getByRole("button", { name: /: menu$/ });
  await person.click();
  await expect(page.getByRole("menu")).toBeVisible();
  await page.mouse.click(5, 300);
  await expect(page.getByRole("menu")).toBeHidden();
  const phone = await browser.newContext({
    storageState: await page.context().storageState(),
    viewport: { width: 360, height: 760 },
    hasTouch: true,
  });
  const there = await phone.newPage();
  await there.goto(tokens.page.url());
  await there.getByRole("button", { name: /: menu$/ }).tap();
  await expect(there.getByRole("menu")).toBeVisible();
  await expectNoSidewaysScroll(there);
  await expectAccessible(there);
  await there.touchscreen.tap(20, 700);
  await expect(there.getByRole("menu")).toBeHidden();
  await phone.close();
});

test("a time tells its instant and zone on focus, hover and tap, inside the screen; Escape hides it", async ({
  page,
  tokens,
}) => {
  await tokens.generate("told");
  await tokens.finish();
  const time = tokens.row("told").getByRole("button", { name: /^Expires in/ });
  const tip = page.getByRole("tooltip");
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 760 });
    await time.focus();
    await expect(tip).toHaveText(/^\w{3} \d+ \w{3} \d{4}, \d\d:\d\d \(.+\)$/);
    await expect(time).toHaveAccessibleDescription(/\d{4}, \d\d:\d\d/);
    const box = await tip.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(tip).toBeHidden();
    await expect(time).toBeFocused();
    await time.blur();
    await time.hover();
    await expect(tip).toBeVisible();
    await tip.hover();
    await expect(tip).toBeVisible();
    await page.mouse.move(1, 1);
    await expect(tip).toBeHidden();
    await time.click();
    await expect(tip).toBeVisible();
    await page.mouse.click(1, 1);
    await expect(tip).toBeHidden();
  }
});

test("only an instance owner's menu leads to the instance's settings", async ({ page, person, server }) => {
  await page.goto(server.url);
  await page.getByRole("button", { name: `${person.name}: menu` }).click();
  await expect(page.getByRole("menuitem", { name: "User Settings" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Instance settings" })).toHaveCount(0);
  await page.context().clearCookies();
  await signIn(page, server, OWNER);
  await page.goto(server.url);
  await page.getByRole("button", { name: "Olive Owner: menu" }).click();
  await expect(page.getByRole("menuitem", { name: "Instance settings" })).toHaveAttribute(
    "href",
    "/admin/users",
  );
});
