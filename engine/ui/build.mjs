// Bundles assets/ into dist/: script and style sheet of every page, those of single pages, one icon
// sprite, the fonts.
// Run by `cargo xtask ui`; the crate's build script embeds what it finds there.
import { copyFileSync, readFileSync, readdirSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const budgets = { "app.js": 35, "app.css": 20, "sketch.js": 2, "sketch.css": 2, "map.css": 2,
  "rich.js": 130, "rich.css": 2 };

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await esbuild.build({
  absWorkingDir: here,
  entryPoints: { app: "assets/app.ts", sketch: "assets/elements/form-sketch.ts" },
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  outdir: dist,
  legalComments: "none",
});

// The editor of formatted texts, which is large and asked for where a form has one.
await esbuild.build({
  absWorkingDir: here,
  entryPoints: { rich: "assets/rich/rich-text.ts" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  outdir: dist,
  // Its library makes a policy of its own for what is pasted; pages allow no other than ours.
  define: { "window.trustedTypes": "trustedTypesOfEditor" },
  inject: ["assets/rich/trusted.ts"],
  legalComments: "none",
});

await esbuild.build({
  absWorkingDir: here,
  entryPoints: {
    app: "assets/css/app.css",
    guest: "assets/css/pages/guest.css",
    map: "assets/css/pages/map.css",
    rich: "assets/css/pages/rich.css",
    sketch: "assets/css/pages/sketch.css",
  },
  bundle: true,
  minify: true,
  target: ["chrome123", "firefox128", "safari17.5"],
  outdir: dist,
  loader: { ".woff2": "file", ".svg": "file" },
  assetNames: "[name].[hash]",
  legalComments: "none",
});

writeFileSync(join(dist, "icons.svg"), sprite(iconNames()));
copyFileSync(join(here, "assets/mark.svg"), join(dist, "mark.svg"));
checkBudgets();

// Icons of the interface stand in a list; modules name theirs in their definitions.
function iconNames() {
  const listed = readFileSync(join(here, "assets/icons.txt"), "utf8");
  const names = new Set(listed.split(/\s+/).filter(Boolean));
  for (const file of definitions(join(here, "../../modules"))) {
    for (const found of readFileSync(file, "utf8").matchAll(/^icon\s*=\s*"([a-z0-9-]+)"/gm)) {
      names.add(found[1]);
    }
  }
  return [...names].sort();
}

function definitions(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".toml"))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function sprite(names) {
  const symbols = names.map((name) => {
    const file = join(here, "node_modules/lucide-static/icons", `${name}.svg`);
    const drawing = readFileSync(file, "utf8").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
    const shapes = drawing.replace(/\s*\n\s*/g, "").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  const origin = "<!-- Lucide icons, ISC licence, https://lucide.dev -->";
  return `<svg xmlns="http://www.w3.org/2000/svg">${origin}${symbols.join("")}</svg>\n`;
}

function checkBudgets() {
  for (const [name, limit] of Object.entries(budgets)) {
    const size = gzipSync(readFileSync(join(dist, name)), { level: 9 }).length / 1024;
    console.log(`${name}: ${size.toFixed(1)} KB of ${limit} KB gzip`);
    if (limit < size) {
      console.error(`${name} is larger than its budget`);
      process.exitCode = 1;
    }
  }
}
