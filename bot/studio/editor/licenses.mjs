/* The licences of what is bundled, each text once, for ../static/editor.LICENSES.txt. */
import { readFileSync, writeFileSync } from "node:fs"

const bundled = Object.keys(JSON.parse(readFileSync("package.json")).dependencies)
const byText = new Map()
for (const name of bundled) {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`))
  const text = readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()
  byText.set(text, [...(byText.get(text) ?? []), `${name} ${version}`])
}
const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`)
writeFileSync("../static/editor.LICENSES.txt", `editor.js holds the packages below.\n\n${parts.join(`\n${"-".repeat(72)}\n\n`)}`)
