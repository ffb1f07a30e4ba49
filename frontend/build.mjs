// Bundles every entry point in frontend/src into the static files that the pages load.
// An entry point is a .js, .ts or .css file directly in frontend/src; what it imports may lie deeper.

import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "src");
const output = join(here, "..", "src", "bayline", "surfaces", "static", "built");

const entryPoints = existsSync(sources)
  ? readdirSync(sources, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|ts|css)$/.test(entry.name))
      .map((entry) => join(sources, entry.name))
      .sort()
  : [];

rmSync(output, { recursive: true, force: true });
await build({
  entryPoints,
  outdir: output,
  bundle: true,
  minify: true,
  sourcemap: false,
  target: "chrome90",
  format: "iife",
  charset: "utf8",
  legalComments: "linked",
  loader: { ".svg": "text" },
  logLevel: "warning",
});
