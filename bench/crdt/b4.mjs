// B4: a paper as it was typed, and what a server does with such a document.
import * as Y from 'yjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Draws } from './draws.mjs';
import { digest, Meter } from './meter.mjs';

const TRACE = new URL('./data/automerge-paper.json.gz', import.meta.url);
const [WRITER, READER] = [1, 2];
const MERGED = 20_000;
const SCATTERED = 20_000;
const DOCUMENTS = 20;
const PLAIN_CHUNKS = 2_000;
const PLAIN_CHUNK = 50;
const MEGA = 1e6;

const PACKAGE = new URL('./node_modules/yjs/package.json', import.meta.url);

const trace = () => JSON.parse(gunzipSync(readFileSync(TRACE)));
const edits = () => trace().txns.flatMap((transaction) => transaction.patches);
const vector = { v1: Y.encodeStateVectorFromUpdate, v2: Y.encodeStateVectorFromUpdateV2 };
const applied = { v1: Y.applyUpdate, v2: Y.applyUpdateV2 };
const encoded = { v1: Y.encodeStateAsUpdate, v2: Y.encodeStateAsUpdateV2 };

const document = (client) => {
  const doc = new Y.Doc();
  doc.clientID = client;
  return doc;
};

const replayed = (edits) => {
  const doc = document(WRITER);
  const updates = [];
  doc.on('update', (update) => updates.push(update));
  const text = doc.getText('text');
  for (const [at, deleted, inserted] of edits) {
    if (deleted > 0) text.delete(at, deleted);
    if (inserted) text.insert(at, inserted);
  }
  return { doc, updates };
};

const loaded = (format, bytes) => {
  const doc = document(READER);
  applied[format](doc, bytes);
  return doc;
};

const textOf = (doc) => doc.getText('text').toString();

const joined = (updates) => {
  const parts = updates.flatMap((update) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(update.length);
    return [length, update];
  });
  return Buffer.concat(parts);
};

const updatesIn = (folder) => {
  const bytes = readFileSync(`${folder}/updates`);
  const updates = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32LE(at);
    updates.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at + 4, length));
    at += 4 + length;
  }
  return updates;
};

const bytesIn = (folder, file) => new Uint8Array(readFileSync(`${folder}/${file}`));

// Writes what both sides read.
export const prepare = (meter, folder) => {
  const { doc, updates } = replayed(edits());
  writeFileSync(`${folder}/updates`, joined(updates));
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8'));
  writeFileSync(`${folder}/versions`, `Yjs ${version}, Node ${process.versions.node}`);
  const plain = document(WRITER);
  const draws = new Draws(4);
  for (let i = 0; i < PLAIN_CHUNKS; i++) {
    plain.getText('text').insert(draws.below(i * PLAIN_CHUNK + 1), draws.word(PLAIN_CHUNK, PLAIN_CHUNK));
  }
  writeFileSync(`${folder}/plain`, Y.encodeStateAsUpdate(plain));
  for (const format of ['v1', 'v2']) writeFileSync(`${folder}/${format}`, encoded[format](doc));
};

const cold = (format) => (meter, folder) => {
  const bytes = bytesIn(folder, format);
  let text = '';
  meter.first(`B4 load ${format.toUpperCase()}, cold`, () => (text = textOf(loaded(format, bytes))));
  meter.fact('B4 text', digest(text));
};

export const coldV1 = cold('v1');
export const coldV2 = cold('v2');

export const replay = (meter) => {
  const all = edits();
  meter.first('B4 replay, cold', () => replayed(all));
  let last;
  meter.warm('B4 replay', () => (last = replayed(all)));
  const { doc, updates } = last;
  meter.value('B4 updates', 'BYTES', updates.reduce((sum, update) => sum + update.length, 0));
  meter.fact('B4 updates', digest(joined(updates)));
  meter.fact('B4 text', digest(textOf(doc)));
  for (const format of ['v1', 'v2']) {
    const bytes = encoded[format](doc);
    meter.value(`B4 ${format.toUpperCase()}`, 'BYTES', bytes.length);
    meter.fact(`B4 ${format.toUpperCase()}`, digest(bytes));
  }
};

export const remote = (meter, folder) => {
  const updates = updatesIn(folder);
  let doc;
  const run = () => {
    doc = document(READER);
    for (const update of updates) Y.applyUpdate(doc, update);
    return doc;
  };
  meter.first('B4 remote apply, cold', run);
  meter.warm('B4 remote apply', run);
  meter.fact('B4 V1 of remote', digest(Y.encodeStateAsUpdate(doc)));
};

export const load = (meter, folder) => {
  for (const format of ['v1', 'v2']) {
    const bytes = bytesIn(folder, format);
    const name = format.toUpperCase();
    meter.warm(`B4 load ${name}`, () => textOf(loaded(format, bytes)));
    const doc = loaded(format, bytes);
    meter.warm(`B4 encode ${name}`, () => encoded[format](doc));
    meter.fact(`B4 ${name} again`, digest(encoded[format](doc)));
    const millis = meter.middle(() => vector[format](bytes));
    meter.value(`state vector of stored ${name}`, 'MB_PER_SECOND', bytes.length / millis / 1000);
    meter.fact(`state vector of stored ${name}`, digest(vector[format](bytes)));
  }
};

export const inserts = (meter, folder) => {
  const bytes = bytesIn(folder, 'v1');
  let doc;
  let emitted;
  const load = () => {
    doc = loaded('v1', bytes);
    emitted = 0;
    doc.on('update', (update) => (emitted += update.length));
  };
  const scatter = () => {
    const text = doc.getText('text');
    const draws = new Draws(7);
    for (let i = 0; i < SCATTERED; i++) text.insert(draws.below(text.length + 1), 'x');
  };
  meter.warm('B4 20,000 random inserts', scatter, load);
  meter.fact('B4 random inserts', `${emitted} ${digest(Y.encodeStateAsUpdate(doc))}`);
};

export const merge = (meter, folder) => {
  const updates = updatesIn(folder).slice(0, MERGED);
  let merged;
  meter.warm('merge of 20,000 updates', () => (merged = Y.mergeUpdates(updates)));
  meter.value('merged 20,000 updates', 'BYTES', merged.length);
  meter.fact('merged and loaded', digest(Y.encodeStateAsUpdate(loaded('v1', merged))));
};

const inUse = () => {
  for (let i = 0; i < 4; i++) globalThis.gc();
  const usage = process.memoryUsage();
  return usage.heapUsed + usage.external;
};

// Loaded, read and edited, each from bytes of its own that nobody else keeps.
const hot = (bytes) => {
  const doc = loaded('v1', bytes.slice());
  const text = doc.getText('text');
  text.insert(textOf(doc).length >> 1, 'x');
  return doc;
};

export const memory = (meter, folder) => {
  for (const [name, file] of [
    ['B4 heap of a document', 'v1'],
    ['heap of a document of 100 kB', 'plain'],
  ]) {
    const bytes = bytesIn(folder, file);
    hot(bytes);
    const before = inUse();
    const kept = [];
    for (let i = 0; i < DOCUMENTS; i++) kept.push(hot(bytes));
    meter.value(name, 'MEGABYTES', (inUse() - before) / DOCUMENTS / MEGA);
    globalThis.kept = kept;
  }
};
