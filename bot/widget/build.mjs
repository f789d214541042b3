/** Build dist/: the launcher as a classic script, the panel as a module; then weigh both and note what they were made of. */

import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const DIST = join(HERE, "dist");
const MOST = { "widget.js": 3 * 1024, whole: 30 * 1024 };
const MADE_OF = ["build.mjs", "package.json", "package-lock.json", "tsconfig.json"];

async function bundle(entry, format, file) {
  await build({
    root: HERE,
    configFile: false,
    logLevel: "warn",
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome111", "firefox113", "safari16.4"],
      modulePreload: false,
      lib: { entry: join(HERE, "src", entry), formats: [format], name: "daogouWidget", fileName: () => file },
      rollupOptions: { output: { codeSplitting: false } },
    },
  });
}

/** Every file that has a say in dist/, by its path with slashes, in the order of code points. */
async function sources() {
  const found = await readdir(join(HERE, "src"), { recursive: true, withFileTypes: true });
  const inside = found.filter((one) => one.isFile()).map((one) => relative(HERE, join(one.parentPath, one.name)));
  return [...MADE_OF, ...inside.map((path) => path.split(sep).join("/"))].sort();
}

/** tests/widget works it out in the same way. */
async function fingerprint() {
  const sum = createHash("sha256");
  for (const path of await sources()) {
    const content = createHash("sha256").update(await readFile(join(HERE, path))).digest("hex");
    sum.update(`${path} ${content}\n`);
  }
  return sum.digest("hex");
}

async function weigh(file) {
  return gzipSync(await readFile(join(DIST, file)), { level: 9 }).length;
}

await rm(DIST, { recursive: true, force: true });
await bundle("launcher/main.ts", "iife", "widget.js");
await bundle("panel.ts", "es", "widget/panel.js");
const bytes = { "widget.js": await weigh("widget.js"), "widget/panel.js": await weigh("widget/panel.js") };
const weight = { ...bytes, whole: bytes["widget.js"] + bytes["widget/panel.js"] };
await writeFile(
  join(DIST, "manifest.json"),
  `${JSON.stringify({ sources: await fingerprint(), gzipped_bytes: weight }, null, 2)}\n`,
);
for (const [name, weighs] of Object.entries(weight)) {
  const most = MOST[name];
  console.log(`${name}: ${weighs} bytes gzipped${most ? ` of at most ${most}` : ""}`);
  if (most && weighs > most) {
    console.error(`${name} is too large by ${weighs - most} bytes.`);
    process.exitCode = 1;
  }
}
