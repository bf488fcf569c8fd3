import type { NextConfig } from "next";

const config: NextConfig = {
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
