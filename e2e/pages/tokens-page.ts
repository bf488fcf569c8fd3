import { expect, type Locator, type Page } from "@playwright/test";

/** User Settings > Tokens, by roles and labels. */
export class TokensPage {
  readonly dialog: Locator;
  readonly secret: Locator;

  constructor(
    readonly page: Page,
    readonly origin: string,
    readonly buttonName = "Generate an API token",
  ) {
    this.dialog = page.getByRole("dialog");
    this.secret = page.getByLabel("Secret", { exact: true });
  }

  async open(search = ""): Promise<void> {
    await this.page.goto(`${this.origin}/settings/tokens${search}`);
  }

  async openGenerate(): Promise<void> {
    await this.page.getByRole("button", { name: this.buttonName }).first().click();
    await expect(this.dialog).toBeVisible();
  }

  /** Generates and returns the secret as the person sees it; the reveal stays open. */
  async generate(
    description: string,
    options: { mayManageTokens?: boolean; networks?: string[] } = {},
  ): Promise<string> {
    await this.openGenerate();
    await this.dialog.getByLabel("Description").fill(description);
    const { mayManageTokens = false, networks = [] } = options;
    if (mayManageTokens || networks.length > 0) await this.dialog.getByText("Advanced").click();
    if (mayManageTokens) await this.dialog.getByLabel("May manage tokens").check();
    if (networks.length > 0) await this.dialog.getByLabel("Allowed networks").fill(networks.join("\n"));
    await this.dialog.getByRole("button", { name: "Generate token" }).click();
    await expect(this.page.getByRole("heading", { name: "Token generated" })).toBeFocused();
    return this.secret.inputValue();
  }

  async copy(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Copy", exact: true }).first().click();
    await expect(this.dialog.getByText("Copied", { exact: true }).first()).toBeVisible();
  }

  async done(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Done" }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** Leaves the reveal as a person should: copied, then Done. */
  async finish(): Promise<void> {
    await this.copy();
    await this.done();
  }

  /** What the API says of a secret. */
  callSelf(secret: string): Promise<Response> {
    return fetch(`${this.origin}/tokens/v1/self`, { headers: { authorization: `Bearer ${secret}` } });
  }

  row(description: string): Locator {
    return this.page.getByRole("listitem").filter({ hasText: description });
  }

  async delete(description: string): Promise<void> {
    await this.row(description)
      .getByRole("button", { name: /^Delete/ })
      .click();
    const confirm = this.page.getByRole("alertdialog");
    await expect(confirm.getByRole("heading", { name: `Delete "${description}"?` })).toBeVisible();
    await confirm.getByRole("button", { name: "Delete token" }).click();
    await expect(confirm).toBeHidden();
  }
}
