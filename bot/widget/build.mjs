/** Build dist/: the launcher as a classic script, the panel and each language as a module; then weigh
 *  them and note what they were made of. */

import { createHash } from "node:crypto";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Features } from "lightningcss";
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
    css: { lightningcss: { exclude: Features.LightDark } },
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: "es2022",
      cssTarget: ["chrome111", "firefox113", "safari16.4"],
      modulePreload: false,
      rolldownOptions: {
        plugins: [{ name: "one-space", renderChunk: (code) => code.replace(/\n {2,}/g, " ") }],
        input: join(HERE, "src", entry),
        preserveEntrySignatures: "strict",
        output: { format, entryFileNames: file, codeSplitting: false, minify: true },
      },
    },
  });
}

/** Every file that has a say in dist/, by its path with slashes, in the order of code points. */
async function sources() {
  const found = await readdir(join(HERE, "src"), { recursive: true, withFileTypes: true });
  const inside = found.filter((one) => one.isFile()).map((one) => relative(HERE, join(one.parentPath, one.name)));
  return [...MADE_OF, ...inside.map((path) => path.split(sep).join("/"))].sort();
}

/** tests/web works it out in the same way. */
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
const languages = (await readdir(join(HERE, "src/words"))).filter((name) => /^[a-z]{2}\.ts$/.test(name));
for (const name of languages) {
  await bundle(`words/${name}`, "es", `widget/${name.replace(".ts", ".js")}`);
}

/** The licences of what is bundled, each text once. */
async function licences() {
  const { packages } = JSON.parse(await readFile(join(HERE, "package-lock.json"), "utf8"));
  const byText = new Map();
  for (const [path, { version, dev, optional }] of Object.entries(packages)) {
    if (!path || dev || optional) continue;
    const text = (await readFile(join(HERE, path, "LICENSE"), "utf8").catch(() => "")).trim();
    if (text) byText.set(text, [...(byText.get(text) ?? []), `${path.replace("node_modules/", "")} ${version}`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  return `widget/panel.js holds the packages below.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`;
}

await writeFile(join(DIST, "LICENSES.txt"), await licences());

/** A reader is given one language: the whole is weighed with the heaviest. */
const bytes = {};
for (const file of ["widget.js", "widget/panel.js", ...languages.map((name) => `widget/${name.replace(".ts", ".js")}`)]) {
  bytes[file] = await weigh(file);
}
const { "widget.js": launcher, "widget/panel.js": panel, ...words } = bytes;
const weight = { ...bytes, whole: launcher + panel + Math.max(...Object.values(words)) };
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
