import { eq, sql } from "drizzle-orm";
import { tokens as tokenRows } from "../db/schema/tokens";
import { expect, test } from "./fixtures";
import { seedTokens } from "./seed";

test("the next page has an address of its own: a reload keeps it, Back leaves it, no token is missed", async ({
  page,
  person,
  tokens,
  database,
}) => {
  const names = Array.from({ length: 30 }, (_, index) => `job ${String(index).padStart(2, "0")}`);
  // All expire at the same instant: the cursor has to tell equals apart.
  await seedTokens(
    database,
    person,
    names.map((description) => ({ description, expiresIn: "10 days" })),
  );
  await tokens.open();
  const headings = page.getByRole("list", { name: "Tokens" }).getByRole("heading");
  await expect(headings).toHaveCount(25);
  const first = await headings.allTextContents();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/[?&]cursor=/);
  await expect(headings).toHaveCount(5);
  const second = await headings.allTextContents();
  expect([...first, ...second].sort()).toEqual(names);
  await page.reload();
  await expect(headings).toHaveText(second);
  await page.goBack();
  await expect(headings).toHaveText(first);
  await expect(page).toHaveURL(`${tokens.origin}/settings/tokens`);
});

test("expired and deleted tokens stay findable, and a call that still tries them is told on their row", async ({
  page,
  person,
  tokens,
  server,
  database,
}) => {
  const deleted = await tokens.generate("retired laptop");
  await tokens.finish();
  await tokens.delete("retired laptop");
  const expired = await tokens.generate("old pipeline");
  await tokens.finish();
  await database.db
    .update(tokenRows)
    .set({ createdAt: sql`now() - interval '2 hours'`, expiresAt: sql`now() - interval '1 hour'` })
    .where(eq(tokenRows.description, "old pipeline"));
  for (const secret of [deleted, expired]) {
    const headers = { authorization: `Bearer ${secret}`, "user-agent": "terraform/1.11.4" };
    expect((await fetch(`${server.url}/pat/v1`, { headers })).status).toBe(401);
  }
  const { db } = database;
  await expect.poll(() => db.$count(tokenRows, eq(tokenRows.userId, person.id))).toBe(2);
  for (const [filter, description] of [
    ["Revoked", "retired laptop"],
    ["Expired", "old pipeline"],
  ] as const) {
    await tokens.open();
    await page
      .getByRole("navigation", { name: "Filter tokens" })
      .getByRole("link", { name: new RegExp(`^${filter}`) })
      .click();
    await expect(page).toHaveURL(/filter=/);
    // The recorder writes within a second, and an open list asks nobody.
    await expect(async () => {
      await page.reload();
      await expect(tokens.row(description)).toContainText(/1 call refused since.*from 127\.0\.0\.1/, {
        timeout: 1000,
      });
    }).toPass();
    await expect(tokens.row(description)).toContainText("with terraform/1.11.4");
    await expect(tokens.row(description).getByRole("button", { name: /^Delete/ })).toHaveCount(0);
    await page.getByRole("textbox", { name: "Search tokens" }).fill(description.slice(0, 6));
    await expect(page).toHaveURL(/[?&]q=/);
    await expect(tokens.row(description)).toBeVisible();
  }
});
