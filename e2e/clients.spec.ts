import { expect, expectAccessible, expectNoSidewaysScroll, OWNER, signIn, test } from "./fixtures";

test("an owner registers a client; its secret is shown once, opens introspection, and nothing after Delete", async ({
  page,
  server,
}) => {
  await signIn(page, server, OWNER);
  await page.goto(`${server.url}/admin/clients`);
  await expectAccessible(page);
  const register = page.getByRole("button", { name: "Register a client" });
  const dialog = page.getByRole("dialog");
  await register.press("Enter");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(register).toBeFocused();
  await register.press("Enter");
  await dialog.getByRole("button", { name: "Register client" }).click();
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Artifact registry");
  await dialog.getByRole("button", { name: "Register client" }).click();
  await expect(page.getByRole("heading", { name: "Client registered" })).toBeFocused();
  await expectAccessible(page);
  const id = await dialog.getByLabel("Client ID", { exact: true }).inputValue();
  const secret = await dialog.getByLabel("Secret", { exact: true }).inputValue();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep open" }).click();
  await page.goBack();
  await page.getByRole("button", { name: "Keep open" }).click();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toBeHidden();
  // The empty list's button is gone; the list has one of its own.
  await expect(page.getByRole("heading", { name: "Clients" })).toBeFocused();
  expect(await page.content()).not.toContain(secret);

  const introspect = async () => {
    const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` };
    const body = new URLSearchParams({ token: "x" });
    return (await fetch(`${server.url}/oauth/introspect`, { method: "POST", headers, body })).status;
  };
  expect(await introspect()).toBe(200);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "Artifact registry" })).toContainText(
    "Last used",
  );
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", { name: "Delete Artifact registry" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete client" }).click();
  await expect(page.getByText("No client is registered")).toBeVisible();
  expect(await introspect()).toBe(401);
});

test("a secret that a finder reports is dead at once, and its owner's list says why", async ({
  tokens,
  page,
  server,
}) => {
  const secret = await tokens.generate("pushed to a public repository");
  await tokens.finish();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify([{ token: secret, type: "latchkey" }, "no secret of ours"]);
  const answer = await fetch(`${server.url}/oauth/leaks`, { method: "POST", headers, body });
  expect(answer.status).toBe(202);
  const call = await fetch(`${server.url}/pat/v1`, { headers: { authorization: `Bearer ${secret}` } });
  expect(call.status).toBe(401);
  await tokens.open("?filter=revoked");
  await expect(tokens.row("pushed to a public repository")).toContainText("Its secret was found in public");
  await expectAccessible(page);
});
