import {
  createPerson,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  signIn,
  suspend,
  test,
} from "./fixtures";

test("an empty list says what a token is for and offers the first step", async ({ tokens: { page } }) => {
  await expect(page.getByText(/A token lets a program call the API as you/)).toBeVisible();
  await expect(page.getByRole("link", { name: "API reference" })).toHaveAttribute("href", "/reference");
  await expect(page.getByRole("button", { name: "Generate an API token" })).toHaveCount(1);
  await expectAccessible(page);
});

test("a double click and Enter twice generate one token", async ({ page, tokens }) => {
  await tokens.openGenerate();
  await tokens.dialog.getByLabel("Description").fill("double");
  await tokens.dialog.getByRole("button", { name: "Generate token" }).dblclick();
  await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
  await expectAccessible(page);
  await tokens.finish();
  await tokens.openGenerate();
  await tokens.dialog.getByLabel("Description").fill("entered");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Token generated" })).toBeVisible();
  await tokens.finish();
  await expect(tokens.row("double")).toHaveCount(1);
  await expect(tokens.row("entered")).toHaveCount(1);
});

test("an open reveal asks once before it closes uncopied, and a click outside never closes it", async ({
  page,
  tokens,
}) => {
  const secret = await tokens.generate("guarded");
  await page.mouse.click(5, 5);
  await expect(tokens.secret).toHaveValue(secret);
  await page.keyboard.press("Escape");
  const ask = page.getByRole("alertdialog");
  await expect(ask.getByRole("heading", { name: "Close without copying?" })).toBeVisible();
  await expect(ask.getByRole("button", { name: "Keep open" })).toBeFocused();
  await ask.getByRole("button", { name: "Keep open" }).click();
  await expect(tokens.secret).toHaveValue(secret);
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").getByRole("button", { name: "Close anyway" }).click();
  await expect(tokens.dialog).toBeHidden();
  expect(await page.content()).not.toContain(secret);
  await expect(tokens.row("guarded")).toBeVisible();
  await page.reload();
  await expect(tokens.row("guarded")).toBeVisible();
  expect(await page.content()).not.toContain(secret);
  await page.goto(`${tokens.origin}/settings/profile`);
  await page.goBack();
  await expect(tokens.row("guarded")).toBeVisible();
  expect(await page.content()).not.toContain(secret);
});

test("Back while the reveal is open asks first and keeps the secret", async ({ page, tokens }) => {
  const secret = await tokens.generate("back");
  await page.evaluate(() => history.back());
  await expect(page.getByRole("heading", { name: "Close without copying?" })).toBeVisible();
  await page.getByRole("button", { name: "Keep open" }).click();
  await expect(tokens.secret).toHaveValue(secret);
});

test("a missing and a too long description and what is no network are named at their field, nothing typed is lost, and the token is refused from elsewhere", async ({
  page,
  tokens,
}) => {
  await tokens.openGenerate();
  const field = tokens.dialog.getByLabel("Description");
  await tokens.dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toBeFocused();
  await field.fill("x".repeat(121));
  await tokens.dialog.getByRole("button", { name: "Generate token" }).click();
  await expect(tokens.dialog.getByText(/at most 120 characters/)).toBeVisible();
  await expect(field).toHaveValue("x".repeat(121));
  await expectAccessible(page);

  await field.fill("from the office");
  const fold = tokens.dialog.getByText("Advanced");
  const networks = tokens.dialog.getByLabel("Allowed networks");
  const submit = tokens.dialog.getByRole("button", { name: "Generate token" });
  await page.setViewportSize({ width: 360, height: 640 });
  await fold.click();
  await networks.fill("192.0.2.0/24, 10.1.2.3/8\nnonsense");
  await fold.click();
  await expect(networks).toBeHidden();
  await submit.click();
  await expect(networks).toBeFocused();
  await expect(networks).toHaveAccessibleDescription(
    /“10\.1\.2\.3\/8” is an address inside 10\.0\.0\.0\/8.*“nonsense” is no network/s,
  );
  await expect(tokens.dialog.getByRole("alert")).toBeInViewport({ ratio: 1 });
  await expect(networks).toHaveValue("192.0.2.0/24, 10.1.2.3/8\nnonsense");
  await expect(field).toHaveValue("from the office");
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await networks.fill("192.0.2.0/24\n2001:DB8::/32");
  await expect(networks).not.toHaveAttribute("aria-invalid");
  await submit.click();
  await expect(tokens.dialog.getByText("It works only from 192.0.2.0/24, 2001:db8::/32.")).toBeVisible();
  const refused = await tokens.callSelf(await tokens.secret.inputValue());
  expect([refused.status, (await refused.json()).token.reason]).toEqual([401, "network"]);
  await tokens.finish();
  await expect(tokens.row("from the office")).toContainText("Only from 192.0.2.0/24, 2001:db8::/32");
});

test("Keep token is focused first and keeps it", async ({ page, tokens }) => {
  await tokens.generate("kept");
  await tokens.finish();
  await tokens
    .row("kept")
    .getByRole("button", { name: /^Delete/ })
    .click();
  const keep = page.getByRole("alertdialog").getByRole("button", { name: "Keep token" });
  await expect(keep).toBeFocused();
  await expectAccessible(page);
  await keep.click();
  await expect(tokens.row("kept")).toBeVisible();
});

test("of two namesakes the question names the one asked about; editing starts in its description", async ({
  page,
  tokens,
}) => {
  for (const _time of [1, 2]) {
    await tokens.generate("twin");
    await tokens.finish();
  }
  const row = tokens.row("twin").last();
  const hint = ((await row.locator("code").first().textContent()) ?? "").slice(-4);
  await row.getByRole("button", { name: /^Delete/ }).click();
  await expect(page.getByRole("alertdialog")).toContainText(`ends in …${hint}`);
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: /^More/ }).click();
  await page.getByRole("menuitem", { name: "Edit description" }).click();
  await expect(tokens.dialog.getByLabel("Description")).toBeFocused();
});

test("a replayed server action deletes nothing of A's for B, nor for a foreign, null or missing Origin", async ({
  browser,
  page,
  server,
  database,
  tokens,
}) => {
  await tokens.generate("target");
  await tokens.finish();
  const replay = page.waitForRequest(
    (request) => request.method() === "POST" && (request.postData() ?? "").includes('{"kind":"user"}'),
  );
  await tokens.delete("target");
  const action = await replay;
  await tokens.generate("victim");
  await tokens.finish();
  const victim = await tokens.row("victim").getAttribute("id");
  const body = (action.postData() ?? "").replace(
    /[0-9a-f]{8}-[0-9a-f-]{27}/,
    (victim ?? "").replace("token-", ""),
  );
  const { "next-action": id = "" } = action.headers();
  const bob = await createPerson(database, "Bob");
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await signIn(theirs, server, bob.email);
  const send = async (cookies: { name: string; value: string }[], origin: string | null) =>
    fetch(`${server.url}/settings/tokens`, {
      method: "POST",
      headers: {
        "next-action": id,
        "content-type": "text/plain;charset=UTF-8",
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
        ...(origin !== null && { origin }),
      },
      body,
    });
  expect((await send(await context.cookies(), server.url)).status).toBe(200);
  for (const origin of ["https://evil.test", "null", null])
    expect((await send(await page.context().cookies(), origin)).status).toBe(403);
  await tokens.open();
  await expect(tokens.row("victim")).toBeVisible();
  await context.close();
});

test("a suspended person's open page shows nothing at the next request", async ({
  page,
  person,
  database,
  tokens,
}) => {
  await suspend(database, person);
  await tokens.open();
  await expect(page.getByLabel("E-mail")).toBeVisible();
});

for (const name of ["profile", "sessions", "appearance"])
  test(`axe finds nothing on User Settings > ${name}`, async ({ tokens: { page }, server }) => {
    await page.goto(`${server.url}/settings/${name}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });

test("a page without a session leads to sign-in and holds no data; a bearer opens no page", async ({
  page,
  server,
}) => {
  await page.goto(`${server.url}/settings/tokens`);
  await expect(page).toHaveURL(/\/sign-in/);
  await expectAccessible(page);
  for (const path of ["/settings/tokens?_rsc=abc", "/settings/sessions", "/settings/profile"]) {
    const response = await fetch(server.url + path, {
      redirect: "manual",
      headers: { rsc: "1", authorization: "Bearer x" },
    });
    expect([302, 303, 307]).toContain(response.status);
  }
});

test("security headers stand on every page, and the CSP allows no inline script", async ({ server }) => {
  const { headers } = await fetch(`${server.url}/sign-in`);
  expect(headers.get("content-security-policy")).toMatch(
    /script-src 'self' 'nonce-[0-9a-f]+' 'strict-dynamic'/,
  );
  expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-powered-by")).toBeNull();
});
