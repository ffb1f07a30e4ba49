// Bundles every entry point in frontend/src into the static files that the pages load.
// An entry point is a .js, .ts or .css file directly in frontend/src; what it imports may lie deeper.

import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "src");
const packages = join(here, "..", "node_modules");
const output = join(here, "..", "src", "bayline", "surfaces", "static", "built");

const entryPoints = existsSync(sources)
  ? readdirSync(sources, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(js|ts|css)$/.test(entry.name))
      .map((entry) => join(sources, entry.name))
      .sort()
  : [];

const options = {
  bundle: true,
  minify: true,
  sourcemap: false,
  target: "chrome90",
  format: "iife",
  charset: "utf8",
  legalComments: "linked",
  loader: { ".svg": "text" },
  logLevel: "warning",
  // Modules find their neighbours by their own address; in one file there are none.
  define: { "import.meta.url": '""' },
};

rmSync(output, { recursive: true, force: true });
await build({ ...options, entryPoints, outdir: output });
// The map draws in a thread of its own. Named .cjs, it starts as a plain script in every browser.
await build({
  ...options,
  entryPoints: [join(packages, "maplibre-gl", "dist", "maplibre-gl-worker.mjs")],
  outfile: join(output, "map-worker.cjs"),
});
// Licences of what is bundled lie beside it.
for (const name of ["maplibre-gl", "echarts", "zrender"]) {
  const licence = readdirSync(join(packages, name)).find((file) => /^LICENSE/i.test(file));
  copyFileSync(join(packages, name, licence), join(output, `LICENSE.${name}.txt`));
}
