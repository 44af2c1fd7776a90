// Weighs the first load: index.html and everything it names, compressed.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 200;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const html = readFileSync(`${dist}index.html`, 'utf8');
const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path);

let total = gzipSync(html).length;
for (const path of named) {
  const bytes = gzipSync(readFileSync(dist + path)).length;
  total += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${path}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first load, of ${BUDGET_KB} kB`);
if (total > BUDGET_KB * 1000) {
  console.error('The first load is over its budget.');
  process.exit(1);
}
