// Makes fixtures from the real Yjs: histories of several users, with all that came of them.
// usage: fixtures.mjs COUNT SEED > fixtures.jsonl       One history a line; the README tells its form.
import { History } from "./history.mjs";

const [count, seed] = process.argv.slice(2).map(Number);
if (!Number.isInteger(count) || !Number.isInteger(seed)) {
  console.error("usage: fixtures.mjs COUNT SEED");
  process.exit(2);
}
for (let i = 0; i < count; i++) {
  process.stdout.write(`${JSON.stringify(new History(seed, i).run())}\n`);
}
