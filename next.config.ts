import type { NextConfig } from "next";

/** On every response (security.md rule 5). What is no page runs nothing; for pages proxy.ts puts its own policy there. */
const HEADERS = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), clipboard-write=(self)",
  },
];

const config: NextConfig = {
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
  // Browsers ask for it by themselves where no page has named an icon yet.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  // `npm test` checks types, tests included; whoever only starts the product does not wait for it.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  // Terrakube's clients may end `endpoint` with a slash; console/server.ts folds `//` before Next sees it.
  skipTrailingSlashRedirect: true,
  images: { unoptimized: true },
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino"],
  experimental: {
    serverActions: { bodySizeLimit: "64kb" },
  },
  turbopack: { root: import.meta.dirname },
};

export default config;
