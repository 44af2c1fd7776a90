// Sums the JUnit reports of a run of bin/check, names what failed, and closes with one line:
// "N passed, N failed". Exits with 1 when anything failed.
// usage: count.mjs HOUSE REPORTS FAILED_SECTIONS
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [house, reports, failedSections] = process.argv.slice(2);

const xmlIn = (dir) =>
  existsSync(dir)
    ? readdirSync(dir).filter((name) => name.endsWith(".xml")).map((name) => join(dir, name))
    : [];
const surefire = readdirSync(house).flatMap((module) =>
  xmlIn(join(house, module, "target", "surefire-reports")),
);

const attribute = (tag, name) => tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? "";
let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of [...surefire, ...xmlIn(reports)]) {
  const cases = readFileSync(file, "utf8").matchAll(
    /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  );
  for (const [, tag, body = ""] of cases) {
    if (/<(failure|error)\b/.test(body)) {
      failed++;
      console.log(`failed: ${attribute(tag, "classname")} ${attribute(tag, "name")}`);
    } else if (/<skipped\b/.test(body)) skipped++;
    else passed++;
  }
}
if (skipped > 0) console.log(`${skipped} skipped`);
if (failed === 0) failed = Number(failedSections);
if (passed === 0) failed = Math.max(failed, 1);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
