import type { Locator, Page } from "@playwright/test";
import { TokensPage } from "./tokens-page";

/** Settings > Teams > Edit, by roles and labels; its token panel is the one of User Settings. */
export class TeamPage extends TokensPage {
  readonly members: Locator;

  constructor(
    page: Page,
    origin: string,
    readonly team: { id: string; organization: { id: string } },
  ) {
    super(page, origin, "Create a Team Token");
    this.members = page.getByRole("list", { name: "Members" });
  }

  get listAddress(): string {
    return `${this.origin}/organizations/${this.team.organization.id}/settings/teams`;
  }

  override async open(search = ""): Promise<void> {
    await this.page.goto(`${this.listAddress}/${this.team.id}/edit${search}`);
  }

  async openList(): Promise<void> {
    await this.page.goto(this.listAddress);
  }

  /** Finds a person by a part of the e-mail and adds them, by keyboard alone. */
  async addMember(email: string): Promise<void> {
    const field = this.page.getByRole("combobox", { name: "Add a person" });
    await field.fill(email.slice(0, -5));
    await this.page.getByRole("option", { name: email }).waitFor();
    await field.press("ArrowDown");
    await field.press("Enter");
    await field.press("Enter");
    await this.members.getByText(email).waitFor();
  }
}
