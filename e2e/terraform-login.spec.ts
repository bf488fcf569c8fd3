import type { Page, Request } from "@playwright/test";
import { loginCodes } from "../db/schema/oauth";
import { tokens as tokenRows } from "../db/schema/tokens";
import type { TestDatabase } from "../db/testing";
import { digestOf } from "../lib/digest";
import { serveElsewhere } from "./another-origin";
import {
  createPerson,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  PASSWORD,
  type Person,
  test,
} from "./fixtures";
import { TokensPage } from "./pages/tokens-page";
import { startLookalike, startTerraform, type Terminal, terraformPath } from "./terminals";

const HEADING = { name: "Allow terraform to act as you?" };

/** Through the sign-in to the consent page, Allow, and the token's whole life. */
async function logIn(page: Page, origin: string, person: Person, terminal: Terminal): Promise<void> {
  await page.goto(terminal.url);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", HEADING)).toBeVisible();
  await expect(page.getByText(person.email)).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue(/^terraform login on \d{1,2} \w{3} \d{4}$/);
  const description = await page.getByLabel("Description").inputValue();
  await page.getByRole("radio", { name: "7 days" }).check({ force: true });
  await page.getByRole("button", { name: "Allow" }).click();
  // terraform stops listening the moment it has its code: whether the browser still gets its page is a matter of luck.
  const secret = await terminal.secret;

  const tokens = new TokensPage(page, origin);
  const statusOf = async () => (await tokens.callSelf(secret)).status;
  expect(await statusOf()).toBe(200);
  await expect(() => tokens.open()).toPass();
  await expect(tokens.row(description)).toContainText("Expires in 7 days");
  expect(await page.content()).not.toContain(secret);
  await tokens.delete(description);
  await expect.poll(statusOf).toBe(401);
}

/** What Allow sent is sent again by a page of another origin, for a login of its own, with the session's cookie. */
async function expectNothingAllowedFromElsewhere(
  page: Page,
  sent: Request,
  { db }: TestDatabase,
): Promise<void> {
  const count = async () => [await db.$count(loginCodes), await db.$count(tokenRows)];
  const before = await count();
  const action = sent.headers()["next-action"] ?? "";
  const url = new URL(sent.url());
  url.searchParams.set("code_challenge", digestOf("another login").toString("base64url"));
  const [input] = JSON.parse(sent.postData() ?? "");
  // As React writes a form's bound action: what a browser without scripts sends to the same action.
  const fields = {
    $ACTION_REF_1: "",
    "$ACTION_1:0": JSON.stringify({ id: action, bound: "$@1" }),
    "$ACTION_1:1": JSON.stringify([{ ...input, address: url.pathname + url.search }]),
  };
  const quote = (value: string) => value.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${quote(value)}">`,
  );
  const evil = await serveElsewhere(
    `<form method="post" enctype="multipart/form-data" action="${quote(url.href)}">${inputs.join("")}</form>
    <script>if (location.search) document.forms[0].submit()</script>`,
  );
  const refuse = async (post: () => Promise<unknown>) => {
    const answer = page.waitForResponse(
      (response) => response.request().method() === "POST" && response.url() === url.href,
    );
    await post();
    const refused = await answer;
    expect([refused.status(), refused.headers().location]).toEqual([403, undefined]);
    expect((await refused.request().allHeaders()).cookie).toContain("latchkey-session=");
    expect(await count()).toEqual(before);
  };
  await refuse(() => page.goto(`${evil.url}?submit`));
  await page.goto(evil.url);
  const send = (headers: Record<string, string>) =>
    page.evaluate(
      ([address, more]) => {
        const body = new FormData(document.forms[0]);
        const init = { method: "POST", body, headers: more, credentials: "include" } as const;
        const mode = Object.keys(more).length === 0 ? "no-cors" : "cors";
        return fetch(address, { ...init, mode }).then(
          ({ type }) => type,
          () => "refused",
        );
      },
      [url.href, headers] as const,
    );
  await refuse(async () => expect(await send({})).toBe("opaque"));
  expect(await send({ "next-action": action })).toBe("refused");
  evil.close();
  expect(await count()).toEqual(before);
}

const terraform = terraformPath;
if (terraform === undefined)
  console.log("terraform was not found: the real terraform login is not tried, only what speaks as it does");
else
  test("the real terraform logs in through the browser; its token is listed, works, and is dead after Delete", async ({
    page,
    server,
    database,
    watched,
  }) => {
    watched.allow(/localhost:100\d\d/);
    const terminal = await startTerraform(terraform, server.url);
    await logIn(page, server.url, await createPerson(database, "Tara Form"), terminal).finally(terminal.stop);
  });

test("a terminal that speaks as terraform does logs in: denied first, then as somebody else, then allowed, once", async ({
  page,
  server,
  database,
  person,
  watched,
}) => {
  watched.allow(/localhost:100\d\d/);
  const terminal = await startLookalike(server.url);
  try {
    await page.goto(terminal.url);
    await expect(page.getByRole("heading", HEADING)).toBeVisible();
    await expectAccessible(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoSidewaysScroll(page);
    await page.getByLabel("Description").fill("");
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page.getByText("Enter a description: what will use this token?")).toBeVisible();
    await expect(page.getByLabel("Description")).toBeFocused();
    await page.getByRole("button", { name: "Deny" }).click();
    await expect(page.getByRole("heading", { name: "Denied" })).toBeFocused();
    await expect(page.getByText("Ctrl-C")).toBeVisible();
    await expectAccessible(page);
    expect(new URL(page.url()).origin).toBe(server.url);

    await page.goto(terminal.url);
    await expect(page.getByText(person.email)).toBeVisible();
    await page.getByRole("button", { name: "Somebody else" }).click();
    await expect(page.getByLabel("E-mail")).toBeVisible();
    await logIn(page, server.url, await createPerson(database, "Nora Node"), terminal);

    await page.goto(terminal.url);
    const sent = page.waitForRequest((request) => request.headers()["next-action"] !== undefined);
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page.getByText("Allowed already", { exact: true })).toBeVisible();
    watched.allow(/status of 40[34]|CORS|net::ERR_FAILED/);
    await expectNothingAllowedFromElsewhere(page, await sent, database);
  } finally {
    await terminal.stop();
  }
});

test("a request that was tampered with is an error page, which leads nowhere", async ({
  page,
  server,
  watched,
}) => {
  watched.allow(/400/);
  const terminal = await startLookalike(server.url);
  try {
    const url = new URL(terminal.url);
    url.searchParams.set("redirect_uri", "http://localhost.evil:10007/login");
    await page.goto(url.href);
    const heading = page.getByRole("heading", { name: "This is no login request that Latchkey answers" });
    await expect(heading).toBeFocused();
    await expectAccessible(page);
    expect(await page.getByRole("link").count()).toBe(0);
    expect(page.url()).toBe(url.href);
  } finally {
    await terminal.stop();
  }
});
