// Measures processor time of the whole process and keeps what was read, by the rule of Meter.java.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const SAMPLES_MIN = 3;
const SAMPLES_MAX = 25;
const SAMPLE_MILLIS = 1;
const CALLS_MAX = 10_000;
const PATIENCE = 10;
const FIRST = 4;

export const digest = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

export class Meter {
  #lines = [];
  #warm;
  #sampled;
  #settled = false;

  constructor(warmMillis, sampledMillis) {
    this.#warm = warmMillis;
    this.#sampled = sampledMillis;
  }

  static cpu(work) {
    const before = process.cpuUsage();
    globalThis.sink = work();
    const spent = process.cpuUsage(before);
    return (spent.user + spent.system) / 1000;
  }

  // The first call in this process, in milliseconds.
  first(name, work) {
    this.value(name, 'MILLIS', Meter.cpu(work));
  }

  // One call, in milliseconds: the middle of the samples after a warm-up, or the only one of what
  // takes long. Before each there may be something to set up, which does not count.
  warm(name, work, setUp) {
    this.value(name, 'MILLIS', this.middle(work, setUp));
  }

  middle(work, setUp) {
    const least = this.#settled ? this.#warm : FIRST * this.#warm;
    this.#settled = true;
    let spent = 0;
    let calls = 0;
    let last = 0;
    for (; calls === 0 || (spent < least && calls < CALLS_MAX); calls++) {
      setUp?.();
      last = Meter.cpu(work);
      spent += last;
    }
    if (last >= PATIENCE * this.#sampled) return last;
    const each = setUp ? 1 : Math.max(1, Math.ceil(SAMPLE_MILLIS / Math.max(last, 0.001)));
    const samples = [];
    let total = 0;
    while (this.#goesOn(samples.length, total)) {
      setUp?.();
      const millis = Meter.cpu(() => {
        for (let call = 1; call < each; call++) globalThis.sink = work();
        return work();
      });
      total += millis;
      samples.push(millis / each);
    }
    return samples.sort((a, b) => a - b)[samples.length >> 1];
  }

  #goesOn(samples, total) {
    if (samples === 0) return true;
    if (samples >= SAMPLES_MAX || total >= PATIENCE * this.#sampled) return false;
    return samples < SAMPLES_MIN || total < this.#sampled;
  }

  value(name, unit, value) {
    this.#lines.push({ name, unit, value, text: '' });
  }

  // What has to be equal on both sides.
  fact(name, text) {
    this.#lines.push({ name, unit: 'FACT', value: 0, text: String(text) });
  }

  write(file) {
    writeFileSync(file, this.#lines.map((line) => JSON.stringify(line) + '\n').join(''));
  }
}
