import { randomBytes } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { users } from "../db/schema/users";
import { createTestDatabase, type TestDatabase } from "../db/testing";
import { startTestConsole, type TestConsole } from "../lib/testing";
import { hashCheaply } from "../lib/testing-password";
import { TokensPage } from "./pages/tokens-page";

/** The instance owner that every server starts with; its password is PASSWORD. */
export const OWNER = "owner@example.test";
export const PASSWORD = "a long enough passphrase";
/** What makes a server start with that owner. */
export const OWNER_SETTINGS = {
  LATCHKEY_OWNER_EMAIL: OWNER,
  LATCHKEY_OWNER_NAME: "Olive Owner",
  LATCHKEY_OWNER_PASSWORD: PASSWORD,
};
const hashed = hashCheaply(PASSWORD);
export type Person = { email: string; name: string; id: string };

type WorkerFixtures = { database: TestDatabase; server: TestConsole };
type TestFixtures = {
  /** Starts a server of the test's own on an empty database, for `page`. The test ends all three, the page first. */
  startServer: (
    env?: Record<string, string>,
    hostname?: string,
  ) => Promise<{ server: TestConsole; database: TestDatabase }>;
  /** A fresh account, signed in in this page. */
  person: Person;
  /** That person's tokens page, open. */
  tokens: TokensPage;
  /** Fails the test when a page logged an error or broke its Content-Security-Policy. */
  watched: { allow: (pattern: RegExp) => void };
  /** A second browser in which the same person is signed in, and its page. */
  elsewhere: Page;
  /** Another browser, in which the instance owner is signed in. */
  ownersPage: Page;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from the pattern
    async ({}, use) => {
      const database = await createTestDatabase(process.env.LATCHKEY_E2E_ENGINE ?? "");
      await use(database);
      await database.close();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ database }, use) => {
      const server = await startTestConsole(database.url, OWNER_SETTINGS);
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  watched: [
    async ({ context, server }, use, { errors }) => {
      const allowed: RegExp[] = [];
      const expectNoErrors = await watch(context, server);
      await use({ allow: (pattern) => allowed.push(pattern) });
      // A failed expectation carries all that the page shows, a secret too, and Playwright writes it into a file.
      for (const error of errors) delete error.errorContext;
      expectNoErrors(allowed);
    },
    { auto: true },
  ],
  startServer: async ({ context }, use) => {
    const ends: (() => Promise<void>)[] = [];
    await use(async (env, hostname) => {
      const database = await createTestDatabase(process.env.LATCHKEY_E2E_ENGINE ?? "");
      ends.unshift(database.close);
      const server = await startTestConsole(database.url, env, hostname);
      ends.unshift(server.stop);
      return { server, database };
    });
    // An open page fetches ahead what its links lead to: a server that is gone would be an error in it.
    await context.close();
    for (const end of ends) await end();
  },
  person: async ({ page, server, database }, use) => {
    const person = await createPerson(database);
    await signIn(page, server, person.email);
    await use(person);
  },
  elsewhere: ({ browser, server, person }, use) => useBrowserOf(person.email, browser, server, use),
  ownersPage: ({ browser, server }, use) => useBrowserOf(OWNER, browser, server, use),
  // Asking for a person is what signs one in.
  tokens: async ({ page, server, person: _signedIn }, use) => {
    const tokens = new TokensPage(page, server.url);
    await tokens.open();
    await use(tokens);
  },
});

export { expect };

/**
 * Hears of errors that any page of the context logs or throws, and of every breach of its Content-Security-Policy.
 * @returns what fails if there was one that is not allowed; with what the server said: a page says only that it failed
 */
async function watch(
  context: BrowserContext,
  server: TestConsole,
): Promise<(allowed?: readonly RegExp[]) => void> {
  const errors: string[] = [];
  const printed = server.output().length;
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.error(`Content-Security-Policy broken: ${violatedDirective} ${blockedURI}`),
    );
  });
  context.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`);
  });
  context.on("weberror", (error) => errors.push(String(error.error())));
  return (allowed = []) => {
    const unexpected = errors.filter((text) => !allowed.some((pattern) => pattern.test(text)));
    expect(unexpected, server.output().slice(printed)).toEqual([]);
  };
}

/** A browser of its own in which this person is signed in, watched as the first one is. */
async function useBrowserOf(
  email: string,
  browser: Browser,
  server: TestConsole,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext();
  const expectNoErrors = await watch(context, server);
  const page = await context.newPage();
  await signIn(page, server, email);
  await use(page);
  await context.close();
  expectNoErrors();
}

/** An account, as an invitation would leave it. */
export async function createPerson(database: TestDatabase, name = "Grace Hopper"): Promise<Person> {
  const email = `grace-${randomBytes(5).toString("hex")}@example.test`;
  const password = await hashed;
  const [row] = await database.db.insert(users).values({ name, email, password }).returning({ id: users.id });
  if (!row) throw new Error("no row");
  return { email, name, id: row.id };
}

export async function suspend(database: TestDatabase, person: Person): Promise<void> {
  await database.db.update(users).set({ status: "suspended" }).where(eq(users.id, person.id));
}

/** Signs this page's browser in as the form does, without loading it (e2e/sign-in.spec.ts does): no page is open yet. */
export async function signIn(page: Page, server: TestConsole, email: string): Promise<void> {
  const { request } = page.context();
  const { csrfToken } = await (await request.get(`${server.url}/api/auth/csrf`)).json();
  const signedIn = await request.post(`${server.url}/api/auth/callback/password`, {
    headers: { origin: server.url },
    form: { csrfToken, email, password: PASSWORD, json: "true" },
  });
  expect(signedIn.status()).toBe(200);
}

/** Nothing on screen is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const read = () => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const;
  const [scrollWidth, clientWidth] = await page.evaluate(read);
  expect(scrollWidth, page.url()).toBeLessThanOrEqual(clientWidth);
}

/**
 * axe on what is on screen, in both themes; in the second it looks at colours only: nothing else differs.
 * @param within a selector, where the rest of the screen was looked at already
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  // Colours halfway between two themes are nobody's: without motion there is no halfway.
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const theme of ["light", "dark"]) {
    await page.evaluate((value) => document.documentElement.setAttribute("data-theme", value), theme);
    // Without frames there is nothing to gather in a page of its own, which is what takes the time.
    const axe = new AxeBuilder({ page })
      .options({ resultTypes: ["violations"], preload: false })
      .setLegacyMode();
    if (within) axe.include(within);
    if (theme === "dark") axe.withRules(["color-contrast", "link-in-text-block"]);
    // Behind an open dialog or menu the page is dimmed, inert and hidden from assistive technology: that is the screen.
    const modal = page.locator("[role=alertdialog], [role=dialog], [role=menu]");
    if ((await modal.count()) > 0) axe.include("[role=alertdialog], [role=dialog], [role=menu]");
    const { violations } = await axe.analyze();
    expect(
      violations.map(({ id, nodes }) => `${theme}: ${id}: ${nodes.map((node) => node.target).join(", ")}`),
    ).toEqual([]);
  }
}
