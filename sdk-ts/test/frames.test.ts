import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFrame } from '../src/index.ts';

const GOLDEN = fileURLToPath(new URL('../../protocol/src/test/resources/frames', import.meta.url));

function files(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : path.endsWith('.json') ? [path] : [];
  });
}

describe('frames', () => {
  it.each(files(GOLDEN))('the golden frame %s is read', (path) => {
    const text = readFileSync(path, 'utf8');
    expect(readFrame(text)).toEqual(JSON.parse(text));
  });

  it.each([
    'null',
    '[]',
    '{}',
    '{"type":1,"payload":{}}',
    '{"type":"reply","payload":{}}',
    '{"type":"message.new","offset":1.5,"payload":{}}',
    '{"type":"ready"}',
    'nonsense',
  ])('%s is no frame', (text) => {
    expect(() => readFrame(text)).toThrow();
  });
});
