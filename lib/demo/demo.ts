/** What `npm start -- --demo` fills an empty database with. Pure data. */

type Lifetime = { days: number; hours: number; minutes: number };
const days = (n: number): Lifetime => ({ days: n, hours: 0, minutes: 0 });

export const DEMO_OWNER = { name: "Olive Owner", email: "olive@demo.example" };

/** The people beside the owner, with the groups that they are added to. */
export const DEMO_PEOPLE = [
  { name: "Grace Hopper", email: "grace@demo.example", groups: ["platform", "payments"] },
  { name: "Alan Turing", email: "alan@demo.example", groups: ["platform", "security"] },
  { name: "Ada Lovelace", email: "ada@demo.example", groups: ["data-science"] },
  { name: "Edsger Dijkstra", email: "edsger@demo.example", groups: ["auditors"] },
] as const;

export const DEMO_ORGANIZATIONS = [
  {
    name: "acme",
    description: "Everything that acme runs in the cloud",
    icon: "FaBuilding:#1D4ED8",
    teams: [
      { name: "platform", role: "admin" },
      { name: "payments", role: "write" },
      { name: "security", role: "custom", manageVcs: true, manageTemplate: true, planJob: true },
      { name: "auditors", role: "read" },
    ],
  },
  {
    name: "globex",
    description: "The research subsidiary",
    icon: "FaFlask:#047857",
    teams: [
      { name: "platform", role: "plan" },
      { name: "data-science", role: "write" },
    ],
  },
] as const;

type Use = { agent: string; ip: string; times: number };
export type DemoToken = {
  by: string;
  /** A team's name; absent = a user token. */
  group?: string;
  description: string;
  /** null = never expires. */
  lifetime: Lifetime | null;
  use?: Use;
  isRevoked?: true;
  mayManageTokens?: true;
};

const TERRAFORM = "terraform/1.11.4";
const GITHUB = "github-actions/2.331";

/** Tokens in every state; those of a minute are "Expired" a minute later. */
export const DEMO_TOKENS: DemoToken[] = [
  { by: "grace@demo.example", description: "Laptop: terraform", lifetime: days(90), use: { agent: TERRAFORM, ip: "10.0.3.7", times: 214 } },
  { by: "grace@demo.example", description: "Postman", lifetime: days(6), use: { agent: "PostmanRuntime/7.49", ip: "10.0.3.7", times: 12 } },
  { by: "grace@demo.example", description: "Token broker", lifetime: days(365), mayManageTokens: true },
  { by: "grace@demo.example", description: "One-off import", lifetime: { days: 0, hours: 0, minutes: 1 } },
  { by: "grace@demo.example", description: "Old workstation", lifetime: null, isRevoked: true, use: { agent: "curl/8.14", ip: "10.0.9.2", times: 3 } },
  { by: "alan@demo.example", description: "Nightly drift check", lifetime: days(30), use: { agent: TERRAFORM, ip: "10.0.4.11", times: 58 } },
  { by: "grace@demo.example", group: "platform", description: "GitHub Actions", lifetime: days(120), use: { agent: GITHUB, ip: "140.82.112.9", times: 1893 } },
  { by: "alan@demo.example", group: "platform", description: "Atlantis", lifetime: null, use: { agent: TERRAFORM, ip: "10.0.8.4", times: 402 } },
  { by: "alan@demo.example", group: "platform", description: "Migration of March", lifetime: days(7), isRevoked: true },
  { by: "grace@demo.example", group: "payments", description: "Release pipeline", lifetime: days(5), use: { agent: GITHUB, ip: "140.82.112.9", times: 77 } },
  { by: "ada@demo.example", group: "data-science", description: "Notebook cluster", lifetime: days(60) },
]; // biome-ignore format: a row per token reads best
